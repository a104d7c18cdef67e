package dev.understudy.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagerDutyEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-14T03:00:00Z");

    private final PagerDutyEvents source = new PagerDutyEvents(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldForgetTheRoutingKey() {
        AlertBody body = read("{'routing_key':'K3Y','event_action':'resolve','dedup_key':'d'}");

        RawRecord kept = body.alerts().get(0).original();
        assertThat(new String(kept.value(), UTF_8)).isEqualTo("{\"event_action\":\"resolve\",\"dedup_key\":\"d\"}");
        assertThat(kept.headers()).extracting(RawHeader::key).containsExactly("traceparent");
    }

    @Test
    void shouldForgetTheWholeBodyWhenItMayHoldTheRoutingKeyAnywhere() {
        for (String broken : List.of("{'routing_key':'K3Y'", "[{'routing_key':'K3Y'}]", "'K3Y'")) {
            assertThat(read(broken).unreadable()).singleElement().satisfies(bad -> {
                assertThat(bad.original().value()).isNull();
                assertThat(bad.message()).doesNotContain("K3Y");
            });
        }
    }

    @Test
    void shouldKnowTheSameAlertByItsDedupKey() {
        Alert fired = alert("{'event_action':'trigger','dedup_key':'d','payload':{'summary':'s'}}");
        Alert resolved = alert("{'event_action':'resolve','dedup_key':'d'}");

        assertThat(fired.key()).isEqualTo(resolved.key());
    }

    @Test
    void shouldKnowATriggerWithoutADedupKeyByItsSourceAndClass() {
        String first = "{'event_action':'trigger','payload':{'summary':'97 %','source':'db-1','class':'disk'}}";
        String again = "{'event_action':'trigger','payload':{'summary':'98 %','source':'db-1','class':'disk'}}";
        String other = "{'event_action':'trigger','payload':{'summary':'97 %','source':'db-2','class':'disk'}}";

        assertThat(alert(first).fingerprint())
                .isEqualTo(alert(again).fingerprint())
                .isNotEqualTo(alert(other).fingerprint());
    }

    @Test
    void shouldRefuseWhatIsNoEvent() {
        assertThat(read("{'event_action':'trigger','dedup_key':'d'}").unreadable())
                .extracting(UnreadableAlert::message)
                .containsExactly("$.payload is missing, expected the payload of a trigger");
        assertThat(read("{'event_action':'close','dedup_key':'d'}").unreadable())
                .extracting(UnreadableAlert::message)
                .containsExactly("$.event_action is unknown, expected trigger, acknowledge or resolve");
        assertThat(read("{'event_action':'acknowledge'}").unreadable())
                .extracting(UnreadableAlert::reason)
                .containsExactly(UnreadableReason.NO_IDENTITY);
    }

    private Alert alert(String json) {
        return read(json).alerts().get(0).alert();
    }

    private AlertBody read(String json) {
        byte[] value = json.replace('\'', '"').getBytes(UTF_8);
        List<RawHeader> headers =
                List.of(new RawHeader("X-Routing-Key", "K3Y".getBytes(UTF_8)), new RawHeader("traceparent", null));
        return source.read(new RawRecord(new RecordRef("incidents", 0, 1, NOW, 0), null, value, headers));
    }
}
