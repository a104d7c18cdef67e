package dev.understudy.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.config.MappingConfig;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Bodies that somebody broke: whatever they are, each format answers with alerts and named refusals. */
class FormatsPropertyTest {
    private static final Instant NOW = Instant.parse("2026-03-14T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<byte[]> BODIES = bodies();
    private static final String ROUTING_KEY = "R0UT1NGK3YEXAMPLE0000000000000000";

    private static final Map<String, AlertFormat> FORMATS = Map.of(
            "json",
            new JsonAlerts(CLOCK),
            "pagerduty",
            new PagerDutyEvents(CLOCK),
            "generic",
            new MappedAlerts(
                    "tool",
                    new MappingConfig(
                            null,
                            Map.of("fingerprint", "/fingerprint", "starts-at", "/startsAt", "status", "/status"),
                            Map.of("labels", "/labels"),
                            Map.of(),
                            Map.of(),
                            Map.of()),
                    CLOCK));

    /** Each is valid JSON, and seldom what a field wants. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "-9223372036854775808",
            "1e999999999",
            "-1e-999999999",
            "9".repeat(400),
            "\"\"",
            "\" \"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"+0000\"",
            "\"" + "T+".repeat(20_000) + "\"",
            "[]",
            "[[]]",
            "[null]",
            "[{}]",
            "{}",
            "{\"\":\"\"}",
            "{\"a\":{\"b\":[]}}",
            "{\"specversion\":\"1.0\",\"data_base64\":\"e30=\"}",
            "{\"@timestamp\":1,\"data\":2}",
            "{\"alerts\":[{}],\"truncatedAlerts\":2147483647}",
            "[".repeat(490) + "]".repeat(490),
            "{\"a\":".repeat(600) + "1" + "}".repeat(600));

    @Property
    void shouldAnswerEveryBodyWithAlertsAndNamedRefusals(@ForAll long seed) {
        Random random = new Random(seed);
        RawRecord record = record(broken(random), random.nextInt(4) == 0);

        FORMATS.forEach((name, format) -> {
            AlertBody body = format.read(record);

            assertThat(body.alerts().size() + body.unreadable().size() + body.ignored())
                    .as(name)
                    .isPositive();
            assertThat(body.alerts()).as(name).allSatisfy(each -> {
                assertThat(each.alert().fingerprint()).isNotBlank().hasSizeLessThanOrEqualTo(255);
                assertThat(each.alert().fingerprint().strip()).isNotEqualTo("tool:");
                assertThat(each.alert().name()).isNotBlank();
            });
            assertThat(body.unreadable())
                    .as(name)
                    .extracting(UnreadableAlert::message)
                    .noneMatch(String::isBlank);
            assertThat(body.truncated()).isNotNegative();
        });
    }

    @Property
    void shouldKeepNoRoutingKey(@ForAll long seed) {
        Random random = new Random(seed);
        String event = "{\"event_action\":" + odd(random) + ",\"routing_key\":\"" + ROUTING_KEY
                + "\",\"dedup_key\":\"k\",\"payload\":" + odd(random) + (random.nextBoolean() ? "}" : "");

        AlertBody body = FORMATS.get("pagerduty").read(record(event.getBytes(UTF_8), false));

        assertThat(body.toString()).doesNotContain(ROUTING_KEY);
        assertThat(Stream.concat(
                        body.alerts().stream().map(each -> each.original().value()),
                        body.unreadable().stream().map(each -> each.original().value())))
                .allSatisfy(value -> assertThat(value == null ? "" : new String(value, UTF_8))
                        .doesNotContain(ROUTING_KEY));
    }

    @Property
    void shouldKeepEveryGoodElementOfAMixedBody(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> good = new ArrayList<>();
        List<String> elements = new ArrayList<>();
        int bad = 0;
        int size = 1 + random.nextInt(12);
        for (int i = 0; i < size; i++) {
            if (random.nextBoolean()) {
                good.add("f" + i);
                elements.add("{\"fingerprint\":\"f" + i + "\",\"labels\":{\"i\":" + i + "}}");
            } else {
                bad++;
                elements.add("{\"labels\":" + List.of("[7]", "[]", "\"\"", "{}").get(random.nextInt(4)) + "}");
            }
        }
        String array = "[" + String.join(",", elements) + "]";

        for (String body : List.of(
                array,
                "{\"version\":\"4\",\"alerts\":" + array + "}",
                "{\"specversion\":\"1.0\",\"data\":" + array + "}")) {
            AlertBody read = FORMATS.get("json").read(record(body.getBytes(UTF_8), false));
            assertThat(read.alerts())
                    .extracting(each -> each.alert().fingerprint())
                    .containsExactlyElementsOf(good);
            assertThat(read.unreadable()).hasSize(bad);
        }
        AlertBody mapped = FORMATS.get("generic").read(record(array.getBytes(UTF_8), false));
        assertThat(mapped.alerts())
                .extracting(each -> each.alert().fingerprint())
                .containsExactlyElementsOf(
                        good.stream().map(each -> "tool:" + each).toList());
    }

    private static byte[] broken(Random random) {
        byte[] body = BODIES.get(random.nextInt(BODIES.size()));
        return random.nextBoolean() ? brokenBytes(body.clone(), random) : brokenTree(body, random);
    }

    private static byte[] brokenBytes(byte[] body, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return random.nextBoolean() ? body : Arrays.copyOf(body, 1 + random.nextInt(body.length));
    }

    /** With odd values in the place of some of its own. */
    private static byte[] brokenTree(byte[] body, Random random) {
        try {
            JsonNode root = MAPPER.readTree(body);
            List<String> odd = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                root = replaced(root, random, odd);
            }
            String text = MAPPER.writeValueAsString(root);
            for (int i = 0; i < odd.size(); i++) {
                text = text.replace("\"<" + i + ">\"", odd.get(i));
            }
            return text.getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a mark where an odd value goes, since Jackson would not write all of them. */
    private static JsonNode replaced(JsonNode node, Random random, List<String> odd) throws JsonProcessingException {
        if (node.isContainerNode() && !node.isEmpty() && random.nextInt(5) > 0) {
            int index = random.nextInt(node.size());
            if (node instanceof ArrayNode array) {
                array.set(index, replaced(array.get(index), random, odd));
            } else if (node instanceof ObjectNode object) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                object.set(names.get(index), replaced(object.get(names.get(index)), random, odd));
            }
            return node;
        }
        odd.add(odd(random));
        return MAPPER.readTree("\"<" + (odd.size() - 1) + ">\"");
    }

    private static String odd(Random random) {
        return ODD.get(random.nextInt(ODD.size()));
    }

    private static RawRecord record(byte[] value, boolean event) {
        List<RawHeader> headers = event
                ? List.of(
                        new RawHeader("ce_specversion", "1.0".getBytes(UTF_8)),
                        new RawHeader("ce_time", new byte[] {'2', (byte) 0xFF}),
                        new RawHeader("ce-source", "%zz".getBytes(UTF_8)),
                        new RawHeader("ce_id", null))
                : List.of();
        return new RawRecord(new RecordRef("incidents", 0, 1, NOW, 0), null, value, headers);
    }

    private static List<byte[]> bodies() {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/source"))) {
            List<byte[]> bodies = new ArrayList<>();
            for (Path file : files.filter(each -> each.getFileName().toString().matches("[^.]+\\.json"))
                    .toList()) {
                bodies.add(Files.readAllBytes(file));
            }
            return bodies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
