package dev.understudy.inflight;

import dev.understudy.domain.request.EnrichmentRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is looked up about the requests of one task. In memory; rebuilt from the store. Not thread-safe. */
final class RequestIndex {
    private final Timeline deadlines = new Timeline();
    private final Timeline hedges = new Timeline();
    private final RateQueue rates = new RateQueue();
    private final Episodes episodes = new Episodes();

    void add(EnrichmentRequest request) {
        if (request.progress().emittedRevision() < 0) {
            deadlines.add(request.id(), request.deadlineAt());
        }
        episodes.add(request.identity().incidentId(), request.id());
    }

    void remove(String requestId) {
        answered(requestId);
        rates.remove(requestId);
        episodes.remove(requestId);
    }

    /** A first revision is out: nothing is urgent any more. */
    void answered(String requestId) {
        deadlines.remove(requestId);
        hedges.remove(requestId);
    }

    /** A second provider is to be asked then, should the first not have answered. */
    void hedgeAt(String requestId, Instant at) {
        hedges.add(requestId, at);
    }

    /** Takes out the next request whose deadline has come; null when there is none. */
    @Nullable
    String pollDeadline(Instant now) {
        return deadlines.pollDue(now);
    }

    /** Takes out the next request for which a second provider is to be asked; null when there is none. */
    @Nullable
    String pollHedge(Instant now) {
        return hedges.pollDue(now);
    }

    /** Who waits for a provider's rate. */
    RateQueue rates() {
        return rates;
    }

    List<String> ofEpisode(String incidentId) {
        return episodes.requests(incidentId);
    }
}
