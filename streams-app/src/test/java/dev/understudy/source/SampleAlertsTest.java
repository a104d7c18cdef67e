package dev.understudy.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.Severity;
import dev.understudy.source.vocabulary.Fingerprints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The alerts in {@code examples}, which users publish in the quick start. */
class SampleAlertsTest {
    private static final Path SAMPLES = Path.of("../examples/alerts.jsonl");
    private static final Instant NOW = Instant.parse("2026-03-15T00:00:00Z");

    private final JsonAlerts source = new JsonAlerts(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldReadEveryLine() throws IOException {
        List<Alert> alerts = alerts();

        assertThat(alerts).hasSize(62);
        assertThat(alerts.stream().map(Alert::fingerprint).distinct()).hasSize(59);
        assertThat(alerts)
                .filteredOn(alert -> alert.status() == AlertStatus.RESOLVED)
                .hasSize(2);
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.name()).isNotEqualTo("unnamed");
            assertThat(alert.summary()).isNotBlank();
            assertThat(alert.source().type()).isEqualTo("alertmanager");
            assertThat(alert.times().startsAt()).isBetween(NOW.minusSeconds(400_000), NOW.plusSeconds(400_000));
            assertThat(alert.times().endsAt() == null).isEqualTo(alert.status() == AlertStatus.FIRING);
            assertThat(alert.place().cluster()).isNotBlank();
        });
    }

    @Test
    void shouldComputeTheFingerprintsThatAlertmanagerGave() throws IOException {
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(Fingerprints.of(alert.labels())).isEqualTo(alert.fingerprint()));
    }

    @Test
    void shouldKeepOddSeveritiesAsTheyAre() throws IOException {
        List<Alert> alerts = alerts();

        assertThat(alerts.get(52)).returns(Severity.INFO, Alert::severity).returns("none", Alert::severityRaw);
        assertThat(alerts.get(53)).returns(Severity.UNKNOWN, Alert::severity).returns(null, Alert::severityRaw);
        assertThat(alerts.get(54)).returns(Severity.CRITICAL, Alert::severity).returns("P1", Alert::severityRaw);
        assertThat(alerts.get(55)).returns(Severity.CRITICAL, Alert::severity).returns("page", Alert::severityRaw);
    }

    private List<Alert> alerts() throws IOException {
        return Files.readAllLines(SAMPLES).stream().map(this::alert).toList();
    }

    private Alert alert(String line) {
        AlertBody body = source.read(new RawRecord(
                new RecordRef("incidents", 0, 0, NOW, 0), null, line.getBytes(StandardCharsets.UTF_8), List.of()));
        assertThat(body.unreadable()).isEmpty();
        return body.alerts().get(0).alert();
    }
}
