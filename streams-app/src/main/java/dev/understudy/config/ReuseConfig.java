package dev.understudy.config;

import java.time.Duration;

/**
 * When an earlier answer about the same alert is given again.
 *
 * @param enabled whether a repeat of an alert is given the earlier answer, and requests in flight that ask the same
 *     share one call
 * @param window how old that answer may be
 * @param lastGood how old the last answer about an alert may be to be shown, marked stale, while no model answers; at
 *     least {@code window}. Unless set, 24 hours, or {@code window} if that is longer
 */
public record ReuseConfig(Boolean enabled, Duration window, Duration lastGood) {

    public ReuseConfig {
        enabled = Require.orElse(enabled, true);
        window = Require.positive(Require.orElse(window, Duration.ofHours(1)), "window");
        lastGood = Require.positive(Require.orElse(lastGood, longer(window, Duration.ofHours(24))), "last-good");
        if (lastGood.compareTo(window) < 0) {
            throw new ConfigException(
                    "last-good",
                    "must be at least window (" + Durations.format(window) + "), but is " + Durations.format(lastGood));
        }
    }

    /** The defaults: an hour, a day. */
    @SuppressWarnings("NullAway") // null means the default
    public static ReuseConfig defaults() {
        return new ReuseConfig(null, null, null);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
