package dev.understudy.provider.guard;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Refuses calls while the provider asked to wait. Thread-safe. */
public final class PausingChatModel implements ChatModel {
    private final ChatModel next;
    private final LanePause pause;

    private PausingChatModel(ChatModel next, LanePause pause) {
        this.next = next;
        this.pause = pause;
    }

    /** The model behind a pause. */
    public static ChatModel wrap(ChatModel next, LanePause pause) {
        return new PausingChatModel(next, pause);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        Duration remaining = pause.remaining();
        if (remaining != null) {
            return CompletableFuture.completedFuture(new Outcome.Refused(FailureReason.PAUSED, remaining));
        }
        return ObservedCall.of(next.call(request), this::observe);
    }

    private void observe(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed && failed.reason().breaker() == FailureReason.Breaker.PAUSE) {
            pause.begin(failed.detail().retryAfter());
        }
    }
}
