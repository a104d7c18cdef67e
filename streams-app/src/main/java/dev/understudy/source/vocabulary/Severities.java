package dev.understudy.source.vocabulary;

import dev.understudy.domain.alert.Severity;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that sources give to severities. */
public final class Severities {
    private static final Map<String, Severity> BY_NAME = new HashMap<>();

    static {
        name(Severity.CRITICAL, "critical", "page", "p1", "fatal", "emergency", "disaster");
        name(Severity.HIGH, "high", "error", "p2", "major");
        name(Severity.WARNING, "warning", "warn", "medium", "average", "p3", "minor", "ticket");
        name(Severity.LOW, "low", "p4");
        name(Severity.INFO, "info", "none", "p5", "debug", "notice");
    }

    private Severities() {}

    /** The severity of this name in any case; UNKNOWN for any other. */
    public static Severity of(@Nullable String name) {
        return name == null
                ? Severity.UNKNOWN
                : BY_NAME.getOrDefault(name.strip().toLowerCase(Locale.ROOT), Severity.UNKNOWN);
    }

    private static void name(Severity severity, String... names) {
        for (String name : names) {
            BY_NAME.put(name, severity);
        }
    }
}
