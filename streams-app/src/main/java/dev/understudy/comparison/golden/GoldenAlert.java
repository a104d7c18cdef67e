package dev.understudy.comparison.golden;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.Actionability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of the answer to some alerts.
 *
 * @param fingerprint of the alert; null for any
 * @param alert its name; null for any
 * @param labels labels that it has, among others
 * @param severity severities that are right; empty when all are
 * @param actionability what it may ask of people; empty for anything
 * @param mustMention words that the answer holds
 * @param mustNotContain words that it does not hold
 */
public record GoldenAlert(
        @Nullable String fingerprint,
        @Nullable String alert,
        Map<String, String> labels,
        Set<Severity> severity,
        Set<Actionability> actionability,
        List<String> mustMention,
        List<String> mustNotContain) {

    public GoldenAlert {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        severity = severity == null ? Set.of() : Set.copyOf(severity);
        actionability = actionability == null ? Set.of() : Set.copyOf(actionability);
        mustMention = GoldenSet.checked("must-mention", mustMention);
        mustNotContain = GoldenSet.checked("must-not-contain", mustNotContain);
        if (fingerprint == null && alert == null) {
            throw new ConfigException("alert", "is missing; name the alert, or its fingerprint, and labels if need be");
        }
        if (severity.isEmpty() && actionability.isEmpty() && mustMention.isEmpty() && mustNotContain.isEmpty()) {
            throw new ConfigException(
                    "severity",
                    "is missing, and so is all else; expect at least one of severity, actionability, must-mention and"
                            + " must-not-contain");
        }
    }

    /** True when it is about this alert. */
    public boolean isAbout(Alert other) {
        return (fingerprint == null || fingerprint.equals(other.fingerprint()))
                && (alert == null || alert.equals(other.name()))
                && other.labels().entrySet().containsAll(labels.entrySet());
    }

    /** The alert that it is about, for people. */
    public String who() {
        String name = alert == null ? "fingerprint " + fingerprint : alert;
        return labels.isEmpty() ? name : name + new TreeMap<>(labels);
    }
}
