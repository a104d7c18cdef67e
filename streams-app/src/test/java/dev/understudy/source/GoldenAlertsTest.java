package dev.understudy.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.understudy.config.MappingConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies as they come, and the alerts they hold: {@code <format>/<name>.json} in, {@code <name>.expected.json} out. A
 * body may have headers, in {@code <name>.headers.json}, and needs a mapping when it is generic: {@code
 * <name>.mapping.json}.
 */
class GoldenAlertsTest {
    private static final Path FILES = Path.of("src/test/resources/source");
    private static final Instant NOW = Instant.parse("2026-03-14T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String REWRITE = "golden.alerts.write";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new InstantText()))
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private record Seen(List<Alert> alerts, List<Bad> unreadable, int truncated, int ignored) {}

    private record Bad(int index, String reason, String message, String value) {}

    static List<String> bodies() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.map(file -> FILES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.matches("[^.]+\\.json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldReadTheBodyAsBefore(String name) throws IOException {
        String actual = seen(format(name).read(record(name)));

        Path golden = FILES.resolve(name + ".expected.json");
        if (Boolean.getBoolean(REWRITE)) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).as("""
                        The alerts of %s.json are others than its expected.json says. If that is meant, write the \
                        files anew and read what has changed in them:
                        mvn -pl streams-app -am test -Dtest=GoldenAlertsTest \
                        -Dsurefire.failIfNoSpecifiedTests=false -D%s=true
                        """, name, REWRITE).isEqualTo(Files.exists(golden) ? Files.readString(golden) : "");
    }

    @Test
    void shouldHaveFiveBodiesOfEachFormatAtLeast() throws IOException {
        List<String> bodies = bodies();

        for (String format : List.of(
                "native",
                "alertmanager-webhook",
                "alertmanager-api",
                "event-recorder",
                "grafana",
                "pagerduty",
                "cloudevents",
                "generic")) {
            assertThat(bodies)
                    .filteredOn(name -> name.startsWith(format + "/"))
                    .as(format)
                    .hasSizeGreaterThanOrEqualTo(5);
        }
    }

    private static AlertFormat format(String name) throws IOException {
        return switch (name.substring(0, name.indexOf('/'))) {
            case "pagerduty" -> new PagerDutyEvents(CLOCK);
            case "generic" ->
                new MappedAlerts(
                        "our-tool",
                        MAPPER.readValue(
                                Files.readAllBytes(FILES.resolve(name + ".mapping.json")), MappingConfig.class),
                        CLOCK);
            default -> new JsonAlerts(CLOCK);
        };
    }

    private static RawRecord record(String name) throws IOException {
        List<RawHeader> headers = new ArrayList<>();
        Path file = FILES.resolve(name + ".headers.json");
        if (Files.exists(file)) {
            MAPPER.readTree(Files.readAllBytes(file))
                    .properties()
                    .forEach(header -> headers.add(new RawHeader(
                            header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
        byte[] body = Files.readAllBytes(FILES.resolve(name + ".json"));
        return new RawRecord(new RecordRef("incidents", 2, 77, NOW, 0), null, body, headers);
    }

    private static String seen(AlertBody body) throws IOException {
        Seen seen = new Seen(
                body.alerts().stream().map(KeyedAlert::alert).toList(),
                body.unreadable().stream().map(GoldenAlertsTest::bad).toList(),
                body.truncated(),
                body.ignored());
        return MAPPER.writeValueAsString(seen) + "\n";
    }

    private static Bad bad(UnreadableAlert unreadable) {
        byte[] value = unreadable.original().value();
        return new Bad(
                unreadable.original().origin().index(),
                unreadable.reason().name(),
                unreadable.message(),
                value == null ? "" : new String(value, StandardCharsets.UTF_8));
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
