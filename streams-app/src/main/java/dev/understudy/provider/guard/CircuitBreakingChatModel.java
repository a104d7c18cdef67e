package dev.understudy.provider.guard;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Refuses calls while the breaker is open, and tells the breaker how calls end. Thread-safe. */
public final class CircuitBreakingChatModel implements ChatModel {
    private final ChatModel next;
    private final LaneBreaker breaker;
    private final Clock clock;

    private CircuitBreakingChatModel(ChatModel next, LaneBreaker breaker, Clock clock) {
        this.next = next;
        this.breaker = breaker;
        this.clock = clock;
    }

    /** The model behind a breaker. */
    public static ChatModel wrap(ChatModel next, LaneBreaker breaker, Clock clock) {
        return new CircuitBreakingChatModel(next, breaker, clock);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        LaneBreaker.Permission permission = breaker.tryAcquire();
        if (permission == null) {
            return CompletableFuture.completedFuture(
                    new Outcome.Refused(FailureReason.BREAKER_OPEN, breaker.remaining()));
        }
        long started = clock.millis();
        return ObservedCall.of(
                next.call(request),
                outcome ->
                        breaker.record(permission, outcome, Duration.ofMillis(Math.max(0, clock.millis() - started))));
    }
}
