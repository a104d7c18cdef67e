package dev.understudy.prompt;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts for tests. */
public final class SampleAlerts {
    private static final String SUMMARY = "A checkout pod keeps crashing.";

    private SampleAlerts() {}

    /** An alert with a bit of everything. */
    public static Alert crashLoop() {
        return alert(
                "Container checkout has restarted repeatedly.\nLast line of its log: out of memory",
                Map.of("alertname", "KubePodCrashLooping", "namespace", "shop", "severity", "warning"),
                Map.of("summary", SUMMARY, "dashboard", "checkout overview"));
    }

    public static Alert withDescription(String description) {
        return alert(description, Map.of("namespace", "shop"), Map.of());
    }

    public static Alert withLabels(Map<String, String> labels) {
        return alert("", labels, Map.of());
    }

    /** An alert that says the same in each of its texts. */
    public static Alert everywhere(String text) {
        return new Alert(
                "event-1",
                "efb424eb31489e73",
                text,
                AlertStatus.FIRING,
                Severity.WARNING,
                text,
                text,
                "described: " + text,
                new AlertSource("alertmanager", text, text),
                new AlertTimes(Instant.parse("2026-03-14T01:52:00.440Z"), null, Instant.parse("2026-03-14T01:52:31Z")),
                Map.of("note", text, text, "in a name"),
                Map.of("note", text),
                Map.of(text, 7.0),
                new AlertPlace(text, text, text, text, text, text, null),
                new AlertDelivery(text, text, text, text),
                List.of(new Link("runbook", text, text)));
    }

    /** An alert that a team owns. */
    public static Alert ofTeam(String team) {
        return alert("Its log ends with: out of memory", Map.of("namespace", "shop"), Map.of(), team);
    }

    private static Alert alert(String description, Map<String, String> labels, Map<String, String> annotations) {
        return alert(description, labels, annotations, null);
    }

    private static Alert alert(
            String description, Map<String, String> labels, Map<String, String> annotations, @Nullable String team) {
        return new Alert(
                "event-1",
                "efb424eb31489e73",
                "KubePodCrashLooping",
                AlertStatus.FIRING,
                Severity.WARNING,
                "warning",
                SUMMARY,
                description,
                new AlertSource("alertmanager", null, null),
                new AlertTimes(Instant.parse("2026-03-14T01:52:00.440Z"), null, Instant.parse("2026-03-14T01:52:31Z")),
                labels,
                annotations,
                Map.of("restarts", 7.0),
                new AlertPlace("checkout", "production", "prod-eu-1", null, null, team, null),
                AlertDelivery.NONE,
                List.of(new Link("runbook", "https://runbooks.example.com/crashloop", "")));
    }
}
