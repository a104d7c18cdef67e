package dev.understudy.inflight;

import dev.understudy.config.Role;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.inflight.reuse.KnownAnswers;
import dev.understudy.inflight.reuse.SharedCalls;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What need not be asked: earlier answers, and calls in flight that ask the same. Confined to the stream thread.
 *
 * <p>The fallback consumer tells the enricher what it learns; the other way round nothing is told, since a request is
 * parked only after the enricher found no answer.
 */
final class Reuse {
    private final KnownAnswers answers;
    private final boolean tells;
    private final SharedCalls sharing = new SharedCalls();
    private final Deque<String> released = new ArrayDeque<>();

    Reuse(KnownAnswers answers, Role role) {
        this.answers = answers;
        this.tells = role == Role.FALLBACK;
    }

    /** The answer that stands in for a call; null when there is none. */
    @Nullable
    LastGoodAnswer known(EnrichmentRequest request, Instant now) {
        return answers.fresh(request, now);
    }

    /** True when another request that asks the same is being worked on; what becomes of it releases this one. */
    boolean waits(EnrichmentRequest request) {
        return sharing.waits(request);
    }

    /** A model answered: whoever asks the same from now on need not. */
    void learn(EnrichmentRequest request, LastGoodAnswer answer, List<Emission> out) {
        String content = request.cacheKey() == null ? "" : request.cacheKey();
        String key = request.identity().key();
        KnownAnswer known = new KnownAnswer(content, answer);
        answers.keep(key, known);
        if (tells) {
            out.add(new Emission.Learned(key, known));
        }
        released.addAll(sharing.answered(request.id()));
    }

    /** The request is worked on no more: who waited for it goes on. */
    void left(String requestId) {
        released.addAll(sharing.left(requestId));
    }

    /** Takes out the next request that need not wait any more; null when there is none. */
    @Nullable
    String pollReleased() {
        return released.poll();
    }
}
