package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AvroAlerts;
import dev.understudy.testing.DeadLetter;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent becomes an answer or a dead letter that says why, and never stands in the way of others. */
class BadInputIT {
    private static final int PARTITIONS = 4;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] HEADER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(UTF_8);

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static UnderstudyConfig config;
    private static Understudy understudy;

    private AlertLoad load;
    private AvroAlerts avro;
    private TopicWatch watch;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        Installation installation = Installation.create(sandbox, folder, PARTITIONS, PipelineIT.ONE_PROVIDER);
        config = installation.config();
        understudy = installation.start(Role.ENRICHER);
    }

    @AfterAll
    static void stop() {
        if (understudy != null) {
            understudy.close();
        }
        sandbox.close();
    }

    @BeforeEach
    void open() {
        load = new AlertLoad(sandbox.bootstrapServers());
        avro = new AvroAlerts(config);
        watch = new TopicWatch(config);
    }

    @AfterEach
    void close() {
        watch.close();
        avro.close();
        load.close();
    }

    @Test
    void shouldMakeADeadLetterOfWhatIsNotUnderstoodAndAnswerTheRecordsAround() throws Exception {
        Map<RecordMetadata, Bad> sent = new LinkedHashMap<>();
        List<String> between = new ArrayList<>();
        for (Bad bad : badOnes()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                sent.put(at(send(partition, bad.value())), bad);
            }
            between.addAll(load.send("around-" + between.size() + "-", 2 * PARTITIONS, 0));
        }

        watch.await(
                PATIENCE,
                seen -> seen.answered(1).containsAll(between)
                        && sent.keySet().stream().allMatch(position -> DeadLetter.of(seen).stream()
                                .anyMatch(letter -> letter.tellsOf(position))));

        sent.forEach((position, bad) -> assertThat(DeadLetter.of(watch))
                .as(bad.name())
                .filteredOn(letter -> letter.tellsOf(position))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.reason()).isEqualTo(bad.reason());
                    assertThat(letter.message()).contains(bad.message());
                    assertThat(letter.value()).isEqualTo(bad.kept());
                    assertThat(letter.record().key()).isEqualTo("bad".getBytes(UTF_8));
                    assertThat(letter.header("traceparent")).isEqualTo(new String(HEADER, UTF_8));
                    assertThat(letter.header("error.topic")).isEqualTo(Topics.INCIDENTS);
                }));
        assertThat(watch.answers())
                .filteredOn(answer -> between.contains(answer.identity().requestId()))
                .hasSize(between.size())
                .allSatisfy(answer -> {
                    assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
                    assertThat(answer.provenance().times().endToEnd()).isLessThan(10_000);
                });
        assertThat(watch.duplicates()).isEmpty();
    }

    @Test
    void shouldAnswerOddAlertsThatAreUnderstood() throws Exception {
        byte[] ours = AlertLoad.json("odd", "warning").getBytes(UTF_8);
        Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        sent.put("null key", load.send(new ProducerRecord<>(Topics.INCIDENTS, ours)));
        sent.put("wrong key", load.send("another key", AlertLoad.json("wrong key", "warning")));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            sent.put("partition " + partition, sendUnder("odd", partition, ours));
        }
        sent.put("many labels", load.send("labels", withManyLabels()));
        sent.put("start in 1970", load.send("1970", startingAt("1970", Instant.EPOCH)));
        sent.put(
                "start in a year",
                load.send("2100", startingAt("2100", Instant.now().plus(366, ChronoUnit.DAYS))));
        sent.put("byte order mark", load.send("mark", "\uFEFF \n" + AlertLoad.json("mark", "warning")));
        sent.put("no fingerprint", load.send("none", "{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\"}}"));
        sent.put("newer producer", sendUnder("newer", 0, avro.alertOfNewerProducer("newer")));
        List<String> requests = sent.values().stream().map(AlertLoad::requestId).toList();

        watch.await(PATIENCE, seen -> seen.answered(1).containsAll(requests));

        sent.forEach((name, position) -> assertThat(watch.answers())
                .as(name)
                .filteredOn(answer -> answer.identity().requestId().equals(AlertLoad.requestId(position)))
                .singleElement()
                // Under whatever key and partition it came, it is the same alert.
                .satisfies(answer ->
                        assertThat(answer.outcome()).isIn(EnrichmentOutcome.COMPLETE, EnrichmentOutcome.REUSED)));
        assertThat(answersTo(List.of(sent.get("many labels"))))
                .singleElement()
                .satisfies(answer -> assertThat(answer.alert().labels()).hasSize(10_000));
        assertThat(DeadLetter.of(watch))
                .noneMatch(letter -> sent.values().stream().map(BadInputIT::at).anyMatch(letter::tellsOf));
    }

    @Test
    void shouldCloseAlertsThatAreTooOldWithoutACall() {
        List<Future<RecordMetadata>> sent = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> load.send(new ProducerRecord<>(
                        Topics.INCIDENTS,
                        partition,
                        0L,
                        null,
                        AlertLoad.json("old-" + partition, "warning").getBytes(UTF_8))))
                .toList();
        List<String> requests = sent.stream().map(AlertLoad::requestId).toList();

        watch.await(PATIENCE, seen -> seen.answered(1).containsAll(requests));

        assertThat(answersTo(sent)).hasSize(PARTITIONS).allSatisfy(answer -> {
            assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.EXPIRED);
            assertThat(answer.degradedReasons()).contains(DegradedReason.ALERT_TOO_OLD);
            assertThat(answer.provenance().modelCalls()).isZero();
        });
    }

    @Test
    void shouldAnswerTheGoodElementsOfAMixedBody() {
        String good = "{\"status\":\"firing\",\"labels\":{\"alertname\":\"Mixed\",\"n\":\"%d\"}}";
        String body = "{\"version\":\"4\",\"status\":\"firing\",\"receiver\":\"r\",\"alerts\":[" + good.formatted(0)
                + ",{\"labels\":7}," + good.formatted(2) + ",{\"annotations\":{\"summary\":\"who?\"}}]}";
        RecordMetadata position = at(load.send("{}", body));
        List<String> requests = List.of(request(position, 0), request(position, 2));

        watch.await(
                PATIENCE,
                seen -> seen.answered(1).containsAll(requests)
                        && DeadLetter.of(seen).stream()
                                        .filter(letter -> letter.tellsOf(position))
                                        .count()
                                == 2);

        Map<String, DeadLetter> byIndex = DeadLetter.of(watch).stream()
                .filter(letter -> letter.tellsOf(position))
                .collect(Collectors.toMap(letter -> letter.header("error.index"), letter -> letter));
        assertThat(byIndex).containsOnlyKeys("1", "3");
        assertThat(byIndex.get("1").reason()).isEqualTo("WRONG_SHAPE");
        assertThat(new String(byIndex.get("1").value(), UTF_8)).isEqualTo("{\"labels\":7}");
        assertThat(byIndex.get("3").reason()).isEqualTo("NO_IDENTITY");
        assertThat(watch.duplicates()).isEmpty();
    }

    /** @param kept what the dead letter holds of the value */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bad(String name, byte[] value, String reason, String message, byte[] kept) {
        static Bad text(String value, String reason, String message) {
            return bytes(value, value.getBytes(UTF_8), reason, message);
        }

        static Bad bytes(String name, byte[] value, String reason, String message) {
            return new Bad(name, value, reason, message, value);
        }
    }

    private List<Bad> badOnes() {
        byte[] alert = avro.alert("cut");
        byte[] unknown = alert.clone();
        Arrays.fill(unknown, 1, 5, (byte) 0x7f);
        byte[] large = AlertLoad.json("x".repeat(2 * MEBIBYTE), "warning").getBytes(UTF_8);
        return List.of(
                Bad.text("not Avro, not JSON", "NOT_AVRO_OR_JSON", "begins with byte 0x6e"),
                Bad.bytes("empty", new byte[0], "NOT_AVRO_OR_JSON", "empty"),
                Bad.bytes("tombstone", null, "NULL_VALUE", ""),
                Bad.bytes("unknown schema id", unknown, "UNKNOWN_SCHEMA_ID", "schema id"),
                Bad.bytes("another contract", avro.noAlert(), "WRONG_SCHEMA", "not readable as Alert"),
                Bad.bytes("half of an alert", Arrays.copyOf(alert, alert.length / 2), "CORRUPT_AVRO", ""),
                Bad.bytes("half of an id", new byte[] {0, 0, 1}, "CORRUPT_AVRO", "3 bytes"),
                Bad.text("{\"fingerprint\":\"a\",", "NOT_JSON", "line 1"),
                Bad.text("{} {}", "NOT_JSON", ""),
                Bad.text("{\"fingerprint\":\"a\",\"labels\":[1,2]}", "WRONG_SHAPE", "$.labels"),
                Bad.text("[17]", "WRONG_SHAPE", "$[0]"),
                Bad.text("{\"version\":\"4\",\"alerts\":[]}", "WRONG_SHAPE", "holds no alert"),
                Bad.text("[]", "WRONG_SHAPE", "holds no alert"),
                Bad.text("{\"alerts\":null}", "NO_IDENTITY", "neither a fingerprint nor labels"),
                Bad.text("{\"hello\":\"world\"}", "NO_IDENTITY", "neither a fingerprint nor labels"),
                new Bad("2 MB", large, "TOO_LARGE", "max-alert-bytes", Arrays.copyOf(large, MEBIBYTE)));
    }

    private Future<RecordMetadata> send(int partition, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.INCIDENTS, partition, "bad".getBytes(UTF_8), value);
        record.headers().add("traceparent", HEADER);
        return load.send(record);
    }

    private Future<RecordMetadata> sendUnder(String key, int partition, byte[] value) {
        return load.send(new ProducerRecord<>(Topics.INCIDENTS, partition, key.getBytes(UTF_8), value));
    }

    private List<EnrichedIncident> answersTo(List<Future<RecordMetadata>> sent) {
        List<String> requests = sent.stream().map(AlertLoad::requestId).toList();
        return watch.answers().stream()
                .filter(answer -> requests.contains(answer.identity().requestId()))
                .toList();
    }

    private static RecordMetadata at(Future<RecordMetadata> sent) {
        try {
            return sent.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not acknowledged", e);
        }
    }

    private static String request(RecordMetadata at, int index) {
        return RequestIds.requestId(new RecordRef(at.topic(), at.partition(), at.offset(), Instant.EPOCH, index));
    }

    private static String startingAt(String fingerprint, Instant start) {
        return AlertLoad.json(fingerprint, "warning").replace("2026-03-14T01:00:00Z", start.toString());
    }

    private static String withManyLabels() {
        String labels = IntStream.range(0, 10_000)
                .mapToObj(i -> "\"label_" + i + "\":\"value " + i + "\"")
                .collect(Collectors.joining(","));
        return "{\"fingerprint\":\"labels\",\"name\":\"Labels\",\"status\":\"FIRING\",\"labels\":{" + labels + "}}";
    }
}
