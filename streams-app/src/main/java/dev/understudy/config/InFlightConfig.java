package dev.understudy.config;

/**
 * Bounds of the work that one instance holds.
 *
 * @param maxConcurrent calls in flight over all providers
 * @param maxQueued requests that wait for a permit; beyond it intake waits and lag stays in the topic
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
