package dev.understudy.prompt;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as lines of {@code name: value}, the most useful first, so that a cut takes what matters least: links, then
 * annotations, then labels. Maps are sorted, so that equal alerts read equal.
 */
final class AlertText {
    private static final String TOP = "";
    private static final String NESTED = "  ";
    private static final long SHORT = 1_000;

    private final Alert alert;
    private final BoundedText text;
    /** No single text may crowd out the rest. */
    private final long longest;

    private AlertText(Alert alert, long bytes) {
        this.alert = alert;
        this.text = new BoundedText(bytes);
        this.longest = bytes / 2;
    }

    /** The lines of an alert, in at most so many bytes of UTF-8. */
    static BoundedText of(Alert alert, long bytes) {
        AlertText layout = new AlertText(alert, bytes);
        layout.heading();
        layout.place();
        layout.values();
        layout.labels();
        layout.annotations();
        layout.links();
        return layout.text;
    }

    private void heading() {
        line("alertname", alert.name());
        line("severity", severity());
        line("status", alert.status().name().toLowerCase(Locale.ROOT));
        text.line(TOP, "summary", alert.summary(), longest);
        if (!alert.description().isEmpty() && !alert.description().equals(alert.summary())) {
            text.line(TOP, "description", alert.description(), longest);
        }
        line("started at", instant(alert.times().startsAt()));
        line("ended at", instant(alert.times().endsAt()));
        line("received at", instant(alert.times().receivedAt()));
    }

    private void place() {
        line("service", alert.place().service());
        line("environment", alert.place().environment());
        line("cluster", alert.place().cluster());
        line("resource", alert.place().resource());
        line("component", alert.place().component());
        line("team", alert.place().team());
        line("source", alert.source().type());
        line("reason for notification", alert.delivery().notificationReason());
    }

    private void values() {
        nested("values", alert.values());
    }

    private void labels() {
        nested("labels", alert.labels());
    }

    private void annotations() {
        Map<String, String> others = new TreeMap<>(alert.annotations());
        others.values().removeIf(value -> value.equals(alert.summary()) || value.equals(alert.description()));
        nested("annotations", others);
    }

    private void links() {
        if (alert.links().isEmpty()) {
            return;
        }
        text.heading("links");
        for (Link link : alert.links()) {
            if (stop()) {
                return;
            }
            text.line(NESTED, link.rel(), link.href(), SHORT);
        }
    }

    private void nested(String heading, Map<String, ?> entries) {
        if (entries.isEmpty()) {
            return;
        }
        text.heading(heading);
        for (Map.Entry<String, ?> entry : new TreeMap<>(entries).entrySet()) {
            if (stop()) {
                return;
            }
            text.line(NESTED, entry.getKey(), String.valueOf(entry.getValue()), SHORT * 4);
        }
    }

    private boolean stop() {
        if (text.hasRoom()) {
            return false;
        }
        text.markTruncated();
        return true;
    }

    private void line(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.line(TOP, name, value, SHORT);
        }
    }

    private String severity() {
        String normalised = alert.severity().name().toLowerCase(Locale.ROOT);
        String raw = alert.severityRaw();
        if (raw == null || raw.isEmpty() || raw.equalsIgnoreCase(normalised)) {
            return normalised;
        }
        return alert.severity() == Severity.UNKNOWN ? raw : normalised + " (" + raw + ")";
    }

    private static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
