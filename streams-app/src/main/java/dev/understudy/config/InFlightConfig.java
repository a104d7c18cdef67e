package dev.understudy.config;

/**
 * Bounds of the work that one instance holds.
 *
 * @param maxConcurrent calls in flight, all providers together, per instance
 * @param maxQueued requests that wait for a permit, per instance; beyond that intake waits and lag stays in the topic
 */
public record InFlightConfig(Integer maxConcurrent, Integer maxQueued) {

    public InFlightConfig {
        maxConcurrent = Require.positive(Require.orElse(maxConcurrent, 2_000), "max-concurrent");
        maxQueued = Require.positive(Require.orElse(maxQueued, 100_000), "max-queued");
    }

    /** The defaults: 2,000 calls, 100,000 waiting. */
    @SuppressWarnings("NullAway") // null means the default
    public static InFlightConfig defaults() {
        return new InFlightConfig(null, null);
    }
}
