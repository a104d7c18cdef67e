package dev.understudy.source.vocabulary;

import dev.understudy.domain.alert.AlertStatus;
import java.util.Locale;

/** The names that sources give to states. */
public final class Statuses {
    private Statuses() {}

    /** The state of this name in any case; UNKNOWN for any other. */
    public static AlertStatus of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "firing", "active", "unprocessed", "alerting", "triggered", "no_data" -> AlertStatus.FIRING;
            case "resolved", "ok", "inactive" -> AlertStatus.RESOLVED;
            case "acknowledged" -> AlertStatus.ACKNOWLEDGED;
            case "suppressed" -> AlertStatus.SUPPRESSED;
            default -> AlertStatus.UNKNOWN;
        };
    }
}
