package dev.understudy.config;

import java.time.Duration;

/**
 * Pauses between the rounds over a chain: exponential from {@code initial} to {@code max}, each shortened or lengthened
 * at random by up to {@code jitter-percent}.
 *
 * @param initial pause after the first round
 * @param max longest pause
 * @param multiplier by how much each pause is longer than the one before; 1 to 10
 * @param jitterPercent random part of a pause, in percent; 0 to 90
 * @param maxRetryAfter longest wait that a provider can ask for
 */
public record RetryConfig(
        Duration initial, Duration max, Integer multiplier, Integer jitterPercent, Duration maxRetryAfter) {

    public RetryConfig {
        initial = Require.positive(Require.orElse(initial, Duration.ofSeconds(5)), "initial");
        max = Require.positive(Require.orElse(max, Duration.ofMinutes(5)), "max");
        multiplier = Require.within(Require.orElse(multiplier, 2), 1, 10, "multiplier");
        jitterPercent = Require.within(Require.orElse(jitterPercent, 20), 0, 90, "jitter-percent");
        maxRetryAfter = Require.positive(Require.orElse(maxRetryAfter, Duration.ofHours(1)), "max-retry-after");
        if (max.compareTo(initial) < 0) {
            throw new ConfigException(
                    "max",
                    "must not be shorter than initial (" + Durations.format(initial) + "), but is "
                            + Durations.format(max));
        }
    }

    /** The defaults: 5 s doubling to 5 min, 20 % jitter, Retry-After up to an hour. */
    @SuppressWarnings("NullAway") // null means the default
    public static RetryConfig defaults() {
        return new RetryConfig(null, null, null, null, null);
    }
}
