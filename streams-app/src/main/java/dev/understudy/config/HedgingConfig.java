package dev.understudy.config;

import dev.understudy.domain.alert.Severity;
import java.util.Set;

/**
 * For which alerts a second provider is asked when the first is slower than usual; the first valid answer wins. It
 * costs an extra call for those that are slow: about one in twenty at the 95th percentile.
 *
 * @param severity alerts of these get a call to the next provider too when the first is slower than usual; the first
 *     valid answer wins
 * @param percentile how slow, among the last 200 answers of the provider; never later than three times their median. 50
 *     to 99
 * @param minimumNumberOfCalls answers needed before that is known; 5 to 200
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
