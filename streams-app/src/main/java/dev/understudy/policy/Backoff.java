package dev.understudy.policy;

import dev.understudy.config.RetryConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.Progress;
import java.time.Duration;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a request that every provider failed is tried again. Not thread-safe unless its random generator is. */
public final class Backoff {
    private final RetryConfig config;
    private final RandomGenerator random;

    public Backoff(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * The pause before the round that follows {@code progress.round()}: until the first provider of the chain may be
     * asked again. One that said how long to wait is asked right then. Any other is asked after an exponential pause with
     * jitter, or when it takes calls again, if that is later.
     */
    public Duration beforeNextRound(Route route, Progress progress) {
        Duration exponential = exponential(progress.round());
        return route.chain().stream()
                .map(provider -> pause(last(provider, progress), exponential))
                .min(Comparator.naturalOrder())
                .filter(pause -> pause.compareTo(config.maxRetryAfter()) < 0)
                .orElse(config.maxRetryAfter());
    }

    private static Duration pause(@Nullable ProviderAttempt last, Duration exponential) {
        Duration asked = last == null ? null : last.retryAfter();
        if (last == null || asked == null) {
            return exponential;
        }
        boolean exact = last.failure() == FailureReason.RATE_LIMITED
                || last.failure() == FailureReason.PAUSED
                || last.failure() == FailureReason.RATE_CAP;
        return exact || asked.compareTo(exponential) > 0 ? asked : exponential;
    }

    private static @Nullable ProviderAttempt last(String provider, Progress progress) {
        return progress.attempts().stream()
                .filter(attempt -> attempt.round() == progress.round())
                .filter(attempt -> attempt.provider().equals(provider))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private Duration exponential(int round) {
        double factor = Math.pow(config.multiplier(), round - 1);
        double millis = Math.min((double) config.initial().toMillis() * factor, (double)
                config.max().toMillis());
        double jitter = config.jitterPercent() / 100.0 * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(millis * (1 + jitter)));
    }
}
