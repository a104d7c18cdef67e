package dev.understudy.runtime.replay.script;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.attempt.FailureReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answers about some alerts: what {@code answer} says, or a fault; without either, what can be told from
 * the alert itself.
 *
 * @param provider which provider it is for; null for any
 * @param when which alerts it is for; null for any
 * @param answer what the model says
 * @param fault how the call fails: a name of the failure table or a fault of a drill, such as {@code rate-limited}
 * @param latency how long the call takes; null for no time at all
 */
public record ScriptRule(
        @Nullable String provider,
        @Nullable ScriptMatch when,
        @Nullable ScriptAnswer answer,
        @Nullable String fault,
        @Nullable Duration latency) {

    public ScriptRule {
        if (answer != null && fault != null) {
            throw new ConfigException("fault", "stands beside answer; expected one of the two");
        }
        if (fault != null) {
            ScriptFaults.of(fault);
        }
        if (latency != null && latency.isNegative()) {
            throw new ConfigException("latency", "must not be negative, but is " + latency);
        }
    }

    boolean matches(String asked, Alert alert) {
        return (provider == null || provider.equals(asked)) && (when == null || when.matches(alert));
    }

    /** How the call fails; null when it does not. */
    public @Nullable FailureReason failure() {
        return fault == null ? null : ScriptFaults.of(fault);
    }
}
