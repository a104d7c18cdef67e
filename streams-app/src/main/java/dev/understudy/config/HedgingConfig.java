package dev.understudy.config;

import dev.understudy.domain.alert.Severity;
import java.util.Set;

/**
 * For which alerts a second provider is asked when the first is slower than usual; the first valid answer wins. It
 * costs an extra call for those that are slow: about one in twenty at the 95th percentile.
 *
 * @param severity alerts of these are hedged; empty means none
 * @param percentile how slow, among the last answers of the provider
 * @param minimumNumberOfCalls answers needed before that is known
 */
public record HedgingConfig(Set<Severity> severity, Integer percentile, Integer minimumNumberOfCalls) {
    public HedgingConfig {
        severity = Set.copyOf(Require.orElse(severity, Set.of()));
        percentile = Require.within(Require.orElse(percentile, 95), 50, 99, "percentile");
        minimumNumberOfCalls =
                Require.within(Require.orElse(minimumNumberOfCalls, 20), 5, 200, "minimum-number-of-calls");
    }

    /** The defaults: off; 95th percentile, of at least 20 answers. */
    @SuppressWarnings("NullAway") // null means the default
    public static HedgingConfig defaults() {
        return new HedgingConfig(null, null, null);
    }
}
