package dev.understudy.policy;

import dev.understudy.config.RetryConfig;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.Progress;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a request that every provider failed is tried again. Not thread-safe unless its random generator is. */
public final class Backoff {
    private final RetryConfig config;
    private final RandomGenerator random;

    public Backoff(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * The pause before the round that follows {@code progress.round()}: exponential with jitter, but not before the
     * first provider of the chain may be asked again.
     */
    public Duration beforeNextRound(Route route, Progress progress) {
        Duration exponential = exponential(progress.round());
        Duration asked = shortestWait(route, progress);
        return asked.compareTo(exponential) > 0 ? asked : exponential;
    }

    private Duration exponential(int round) {
        double factor = Math.pow(config.multiplier(), round - 1);
        double millis = Math.min((double) config.initial().toMillis() * factor, (double)
                config.max().toMillis());
        double jitter = config.jitterPercent() / 100.0 * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(millis * (1 + jitter)));
    }

    private Duration shortestWait(Route route, Progress progress) {
        Duration shortest = config.maxRetryAfter();
        for (String provider : route.chain()) {
            Duration wait = Duration.ZERO;
            for (ProviderAttempt attempt : progress.attempts()) {
                if (attempt.round() == progress.round() && attempt.provider().equals(provider)) {
                    Duration asked = attempt.retryAfter();
                    wait = asked == null ? Duration.ZERO : asked;
                }
            }
            shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
        }
        return shortest;
    }
}
