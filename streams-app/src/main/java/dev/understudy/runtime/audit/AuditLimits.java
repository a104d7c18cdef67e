package dev.understudy.runtime.audit;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;

/**
 * What an installation promises, as its configuration says today.
 *
 * @param first from the read of an alert to the first that is written about it
 * @param expires from the read of an alert to its expiry
 * @param afterExpiry from the expiry of an alert to its last word
 * @param maxCalls calls for one alert before its first revision
 */
public record AuditLimits(Duration first, Duration expires, Duration afterExpiry, int maxCalls) {

    /**
     * The limits of this configuration.
     *
     * @param slack what is allowed on top, for a crash and the takeover after it
     */
    public static AuditLimits of(UnderstudyConfig config, Duration slack) {
        // A request that expires while it is called is closed when the call ends.
        Duration calls = config.providers().values().stream()
                .map(ProviderConfig::timeout)
                .reduce(Duration.ZERO, Duration::plus);
        return new AuditLimits(config.deadline().plus(slack), config.expires(), slack.plus(calls), config.maxCalls());
    }
}
