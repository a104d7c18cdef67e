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
    private static final int ROUNDS_AS_ASKED = 3;

    private final RetryConfig config;
    private final RandomGenerator random;

    public Backoff(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * The pause before the round that follows {@code progress.round()}: until the first provider of the chain may be
     * asked again.
     */
    public Duration beforeNextRound(Route route, Progress progress) {
        Duration exponential = exponential(progress.round());
        return route.chain().stream()
                .map(provider -> pause(last(provider, progress), progress.round(), exponential))
                .min(Comparator.naturalOrder())
                .filter(pause -> pause.compareTo(config.maxRetryAfter()) < 0)
                .orElse(config.maxRetryAfter());
    }

    /**
     * Of a provider that told this very request how long to wait, that wait, a few times; those that were refused for
     * its sake come after it, spread out. Else an exponential pause with jitter, or until it takes calls again.
     */
    private Duration pause(@Nullable ProviderAttempt last, int round, Duration exponential) {
        Duration asked = last == null ? null : last.retryAfter();
        // "At once" from one that just failed is no pause to keep to: round after round would follow without any.
        if (last == null || asked == null || asked.isZero()) {
            return exponential;
        }
        if (last.failure() == FailureReason.RATE_CAP
                || (last.failure() == FailureReason.RATE_LIMITED && round <= ROUNDS_AS_ASKED)) {
            return asked;
        }
        if (last.failure() == FailureReason.PAUSED) {
            return asked.plusMillis((long) (exponential.toMillis() * random.nextDouble()));
        }
        return asked.compareTo(exponential) > 0 ? asked : exponential;
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
