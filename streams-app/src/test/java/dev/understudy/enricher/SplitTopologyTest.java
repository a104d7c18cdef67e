package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are not one alert under its own key: they are taken apart, and only they pay for the way to their key. */
class SplitTopologyTest {
    private final EnricherHarness enricher = new EnricherHarness();

    @AfterEach
    void close() {
        enricher.close();
    }

    @Test
    void shouldNotCarryTheOneAlertOfAWebhookBodyUnderItsOwnKey() {
        enricher.send("a", webhook(0, alert("a")));

        assertThat(enricher.rekeyed()).isZero();
        assertThat(enricher.inFlightRequest().alert().fingerprint()).isEqualTo("a");
    }

    @Test
    void shouldCarryTheOneAlertOfAWebhookBodyUnderAForeignKey() {
        enricher.send("alertmanager-0", webhook(0, alert("a")));

        assertThat(enricher.rekeyed()).isEqualTo(1);
        assertThat(enricher.inFlightRequest().alert().fingerprint()).isEqualTo("a");
    }

    @Test
    void shouldCarryEachOfSeveralAlertsWhateverTheKey() {
        enricher.send("a", webhook(0, alert("a"), alert("b"), "7", alert("c")));

        assertThat(enricher.rekeyed()).isEqualTo(3);
        assertThat(enricher.outputs.deadLetters()).hasSize(1);
    }

    @Test
    void shouldCountWhatTheSenderLeftOut() {
        enricher.send("a", webhook(37, alert("a")));

        assertThat(count("understudy.alerts.truncated")).isEqualTo(37);
    }

    @Test
    void shouldCountAnEventAboutNoAlertAndMakeNoDeadLetterOfIt() {
        enricher.send("alertmanager-0", "{\"@timestamp\":\"2026-03-14T02:00:00Z\",\"data\":{\"silenceCreated\":{}}}");
        enricher.round();

        assertThat(count("understudy.events.ignored")).isEqualTo(1);
        assertThat(enricher.outputs.deadLetters()).isEmpty();
        assertThat(enricher.outputs.answers()).isEmpty();
        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isTrue();
    }

    private double count(String meter) {
        return enricher.manual.meters.get(meter).counter().count();
    }

    private static String webhook(int truncated, String... alerts) {
        return "{\"version\":\"4\",\"truncatedAlerts\":" + truncated + ",\"alerts\":" + List.of(alerts) + "}";
    }

    private static String alert(String fingerprint) {
        return "{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\"},\"fingerprint\":\"" + fingerprint
                + "\",\"startsAt\":\"2026-03-14T01:50:00Z\",\"endsAt\":\"0001-01-01T00:00:00Z\"}";
    }
}
