package dev.understudy.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as they come, and the alerts they hold: {@code <name>.json} in, {@code <name>.expected.json} out. */
class GoldenAlertsTest {
    private static final Path FILES = Path.of("src/test/resources/source");
    private static final Instant NOW = Instant.parse("2026-03-14T03:00:00Z");

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new InstantText()))
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private record Seen(List<Alert> alerts, List<Bad> unreadable, int truncated) {}

    private record Bad(int index, String reason, String message, String value) {}

    @ParameterizedTest
    @ValueSource(
            strings = {"webhook-v4", "alertmanager-api", "alertmanager-element", "grafana", "native", "native-minimal"})
    void shouldReadTheBody(String name) throws IOException {
        byte[] body = Files.readAllBytes(FILES.resolve(name + ".json"));
        RawRecord record = new RawRecord(new RecordRef("incidents", 2, 77, NOW, 0), null, body, List.of());

        AlertBody read = new JsonAlerts(Clock.fixed(NOW, ZoneOffset.UTC)).read(record);

        JsonNode expected = mapper.readTree(Files.readAllBytes(FILES.resolve(name + ".expected.json")));
        assertThat(mapper.readTree(mapper.writeValueAsBytes(seen(read))).toPrettyString())
                .isEqualTo(expected.toPrettyString());
    }

    private static Seen seen(AlertBody body) {
        return new Seen(
                body.alerts().stream().map(each -> each.alert()).toList(),
                body.unreadable().stream()
                        .map(each -> new Bad(
                                each.original().origin().index(),
                                each.reason().name(),
                                each.message(),
                                new String(each.original().value(), StandardCharsets.UTF_8)))
                        .toList(),
                body.truncated());
    }

    private static final class InstantText extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }
}
