package dev.understudy.runtime.replay.script;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Severity;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a rule is for: those that meet all that is said.
 *
 * @param name regular expression for the whole name; null for any
 * @param severity severities of the source; null for any
 * @param fingerprint the one alert of this fingerprint; null for any
 */
public record ScriptMatch(
        @Nullable String name,
        @Nullable Set<Severity> severity,
        @Nullable String fingerprint) {

    public ScriptMatch {
        severity = severity == null ? null : Set.copyOf(severity);
        if (name == null && severity == null && fingerprint == null) {
            throw new ConfigException(
                    "name", "is missing, and so are severity and fingerprint; expected one of them, or no when at all");
        }
        if (name != null) {
            try {
                Pattern.compile(name);
            } catch (PatternSyntaxException e) {
                throw new ConfigException(
                        "name", "is no regular expression: " + e.getDescription() + ", at index " + e.getIndex());
            }
        }
    }

    boolean matches(Alert alert) {
        return (name == null || Pattern.matches(name, alert.name()))
                && (severity == null || severity.contains(alert.severity()))
                && (fingerprint == null || fingerprint.equals(alert.fingerprint()));
    }
}
