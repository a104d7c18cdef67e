package dev.understudy.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.MappingConfig;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappedAlertsTest {
    private static final Instant NOW = Instant.parse("2026-03-14T03:00:00Z");

    private final MappedAlerts format = new MappedAlerts(
            "tool",
            new MappingConfig(
                    "/all", Map.of("fingerprint", "/id", "starts-at", "/at"), Map.of(), Map.of(), Map.of(), Map.of()),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldReadTheAlertsBesideAnImpossibleTime() {
        AlertBody body =
                read("{\"id\":1,\"at\":-9223372036854775808},{\"id\":2,\"at\":1773457200},{\"id\":3,\"at\":{}}");

        assertThat(body.alerts()).extracting(each -> each.alert().fingerprint()).containsExactly("tool:1", "tool:2");
        assertThat(body.alerts().get(1).alert().times().startsAt()).isEqualTo(NOW);
        assertThat(body.unreadable()).hasSize(1);
    }

    @Test
    void shouldBoundHowManyElementsABodyHas() {
        String alert = "{\"id\":1}";

        assertThat(read((alert + ",").repeat(9_999) + alert).alerts()).hasSize(10_000);
        assertThat(read((alert + ",").repeat(10_000) + alert).unreadable())
                .singleElement()
                .extracting(UnreadableAlert::reason, UnreadableAlert::message)
                .containsExactly(
                        UnreadableReason.TOO_LARGE,
                        "$/all has 10001 elements, with which the body has more than 10000; send fewer at a time");
    }

    private AlertBody read(String alerts) {
        byte[] value = ("{\"all\":[" + alerts + "]}").getBytes(UTF_8);
        return format.read(new RawRecord(new RecordRef("incidents", 0, 1, NOW, 0), null, value, List.of()));
    }
}
