package dev.understudy.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Circuit breaker of one provider, with the key names of Resilience4j. A provider with several API keys has one breaker
 * for each, with these settings.
 *
 * @param failureRateThreshold percentage of failures that opens it
 * @param slowCallRateThreshold percentage of slow calls that opens it
 * @param slowCallDurationThreshold from when on a call is slow; shorter than {@code timeout}. Unless set, never
 * @param slidingWindowSize calls looked at
 * @param minimumNumberOfCalls calls needed before a rate counts; at most {@code sliding-window-size}. Unless set, 10,
 *     or {@code sliding-window-size} if that is less
 * @param waitDurationInOpenState how long it stays open before it lets probes through
 * @param permittedNumberOfCallsInHalfOpenState probes, made with live traffic
 */
public record CircuitBreakerConfig(
        Integer failureRateThreshold,
        Integer slowCallRateThreshold,
        @Nullable Duration slowCallDurationThreshold,
        Integer slidingWindowSize,
        Integer minimumNumberOfCalls,
        Duration waitDurationInOpenState,
        Integer permittedNumberOfCallsInHalfOpenState) {

    /** Opens after 100,000 failures in a row, and not before. */
    static final CircuitBreakerConfig NEVER_OPEN =
            new CircuitBreakerConfig(100, 100, null, 100_000, 100_000, Duration.ofSeconds(1), 3);

    /** Resilience4j's rates, with windows that fit calls of seconds rather than of milliseconds. */
    @SuppressWarnings("NullAway") // null means the default
    public static CircuitBreakerConfig defaults() {
        return new CircuitBreakerConfig(null, null, null, null, null, null, null);
    }

    public CircuitBreakerConfig {
        failureRateThreshold =
                Require.within(Require.orElse(failureRateThreshold, 50), 1, 100, "failure-rate-threshold");
        slowCallRateThreshold =
                Require.within(Require.orElse(slowCallRateThreshold, 80), 1, 100, "slow-call-rate-threshold");
        slidingWindowSize = Require.positive(Require.orElse(slidingWindowSize, 50), "sliding-window-size");
        minimumNumberOfCalls = Require.positive(
                Require.orElse(minimumNumberOfCalls, Math.min(10, slidingWindowSize)), "minimum-number-of-calls");
        if (minimumNumberOfCalls > slidingWindowSize) {
            throw new ConfigException(
                    "minimum-number-of-calls",
                    "must be at most sliding-window-size (" + slidingWindowSize + "), but is " + minimumNumberOfCalls);
        }
        waitDurationInOpenState = Require.positive(
                Require.orElse(waitDurationInOpenState, Duration.ofSeconds(10)), "wait-duration-in-open-state");
        permittedNumberOfCallsInHalfOpenState = Require.positive(
                Require.orElse(permittedNumberOfCallsInHalfOpenState, 3),
                "permitted-number-of-calls-in-half-open-state");
        if (slowCallDurationThreshold != null) {
            Require.positive(slowCallDurationThreshold, "slow-call-duration-threshold");
        }
    }
}
