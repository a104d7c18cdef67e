package dev.understudy.config;

import java.time.Duration;

/**
 * Whether questions and answers are kept, so that a replay can answer without a call.
 *
 * @param enabled whether each accepted answer is written with its question to {@code incidents.exchanges}
 * @param retention how long the topic keeps them, when it is created
 */
public record RecordExchangesConfig(Boolean enabled, Duration retention) {

    public RecordExchangesConfig {
        enabled = Require.orElse(enabled, false);
        retention = Require.positive(Require.orElse(retention, Duration.ofDays(7)), "retention");
    }

    /** The defaults: nothing is kept. */
    @SuppressWarnings("NullAway") // null means the default
    public static RecordExchangesConfig defaults() {
        return new RecordExchangesConfig(null, null);
    }
}
