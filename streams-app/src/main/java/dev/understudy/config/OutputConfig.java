package dev.understudy.config;

/**
 * In which forms answers are written.
 *
 * @param json whether each answer is also written as JSON, to the topic {@code incidents.enriched.json}
 */
public record OutputConfig(Boolean json) {

    public OutputConfig {
        json = Require.orElse(json, false);
    }

    /** The defaults: Avro only. */
    @SuppressWarnings("NullAway") // null means the default
    public static OutputConfig defaults() {
        return new OutputConfig(null);
    }
}
