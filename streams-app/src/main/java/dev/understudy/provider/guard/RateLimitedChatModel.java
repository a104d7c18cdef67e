package dev.understudy.provider.guard;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls beyond the configured rate, without waiting. Calls are let through in slices: of at most 100 ms from
 * 600 calls a minute on, of a single call below. No second thus exceeds the rate by more than one slice. Thread-safe.
 */
public final class RateLimitedChatModel implements ChatModel {
    private static final int SLICES_PER_MINUTE = 600;

    private final ChatModel next;
    private final RateLimiter limiter;

    private RateLimitedChatModel(ChatModel next, RateLimiter limiter) {
        this.next = next;
        this.limiter = limiter;
    }

    /** The model behind a limiter; the model itself when there is none. */
    public static ChatModel wrap(ChatModel next, @Nullable RateLimiter limiter) {
        return limiter == null ? next : new RateLimitedChatModel(next, limiter);
    }

    /** Slices for a number of calls a minute. */
    public static RateLimiterConfig slices(int requestsPerMinute) {
        int calls = Math.max(1, requestsPerMinute / SLICES_PER_MINUTE);
        return RateLimiterConfig.custom()
                .timeoutDuration(Duration.ZERO)
                .limitForPeriod(calls)
                .limitRefreshPeriod(Duration.ofMinutes(1).multipliedBy(calls).dividedBy(requestsPerMinute))
                .build();
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        return limiter.acquirePermission()
                ? next.call(request)
                : CompletableFuture.completedFuture(new Outcome.Refused(
                        FailureReason.RATE_CAP, limiter.getRateLimiterConfig().getLimitRefreshPeriod()));
    }
}
