package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.serde.IncidentJson;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AvroAlerts;
import dev.understudy.testing.ForeignProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What those who consume answers get, as users do it: the examples of docs/examples, tools without a registry, and the
 * trace of the alert. Two providers fail, so all alerts are parked; then the fallback consumer answers them.
 */
class ConsumerExamplesIT {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    /** Debian's own, for which its packages are. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE_OF_JSON = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String TRACE_OF_AVRO = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static Understudy understudy;
    private static TopicWatch watch;
    private static List<ConsumerRecord<byte[], byte[]>> records;
    private static List<EnrichedIncident> answers;

    @BeforeAll
    static void answerAlertsOfThreeProducers() {
        sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED);
        Installation installation =
                Installation.create(sandbox, folder, 1, "output: {json: true}\n" + TwoProviders.SETTINGS);
        sandbox.providers().forEach(provider -> provider.fail(Fault.SERVER_ERROR));
        understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
        watch = new TopicWatch(installation.config());
        try (AvroAlerts avro = new AvroAlerts(installation.config());
                AlertLoad load = new AlertLoad(sandbox.bootstrapServers())) {
            byte[] json = AlertLoad.json("json-größe-🚀", "critical").getBytes(UTF_8);
            List<String> sent = List.of(
                    AlertLoad.requestId(load.send(alert("json-größe-🚀", json, TRACE_OF_JSON))),
                    AlertLoad.requestId(load.send(alert("avro", avro.alert("avro"), TRACE_OF_AVRO))),
                    AlertLoad.requestId(load.send(alert(
                            "untraced", AlertLoad.json("untraced", "warning").getBytes(UTF_8), "nonsense"))));
            watch.await(PATIENCE, seen -> seen.answered(0).containsAll(sent));
            sandbox.providers().forEach(provider -> provider.heal());
            watch.await(PATIENCE, seen -> seen.answered(1).containsAll(sent));
            // A revision 0 that comes late is what a consumer must not take for the last word.
            ConsumerRecord<byte[], byte[]> early =
                    watch.records(Topics.ENRICHED).get(0);
            acknowledged(
                    load.send(new ProducerRecord<>(Topics.ENRICHED, 0, early.key(), early.value(), early.headers())));
            abort(early);
            String last = AlertLoad.requestId(load.send("last", AlertLoad.json("last", "info")));
            watch.await(
                    PATIENCE,
                    seen -> seen.answered(1).contains(last)
                            && seen.count(Topics.ENRICHED_JSON) == seen.count(Topics.ENRICHED) - 1);
        }
        records = watch.records(Topics.ENRICHED);
        answers = watch.answers();
        assertThat(answers.get(0).revision()).isZero();
    }

    /** Writes what only a consumer that does not care for transactions sees: a value of a schema that nobody has. */
    private static void abort(ConsumerRecord<byte[], byte[]> like) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", sandbox.bootstrapServers(), "transactional.id", "aborted"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            acknowledged(producer.send(new ProducerRecord<>(
                    Topics.ENRICHED, 0, like.key(), new byte[] {0, 127, 0, 0, 1, 2}, like.headers())));
            producer.abortTransaction();
        }
    }

    private static void acknowledged(Future<RecordMetadata> sent) {
        assertThat(sent).succeedsWithin(PATIENCE);
    }

    @AfterAll
    static void stop() {
        if (watch != null) {
            watch.close();
        }
        if (understudy != null) {
            understudy.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void shouldTakeTheTraceOfTheAlertThroughParkingAndTheFallbackConsumer() {
        Map<String, String> traces = Map.of("json-größe-🚀", TRACE_OF_JSON, "avro", TRACE_OF_AVRO);

        for (String topic : List.of(
                Topics.ENRICHED,
                Topics.ENRICHED_JSON,
                Topics.ATTEMPTS,
                Topics.retry("lead"),
                Topics.retry("stand-in"))) {
            assertThat(watch.records(topic)).as(topic).isNotEmpty().allSatisfy(record -> assertThat(
                            header(record, "traceparent"))
                    .isEqualTo(traces.getOrDefault(key(record), "")));
        }
        assertThat(watch.parked("lead"))
                .extracting(request -> request.identity().key())
                .contains("json-größe-🚀", "avro", "untraced");
    }

    @Test
    void shouldWriteTheSameAnswersAsJson() {
        List<ConsumerRecord<byte[], byte[]>> json = watch.records(Topics.ENRICHED_JSON);
        List<String> ids =
                records.stream().map(record -> header(record, "ce_id")).toList();
        List<Integer> withoutTheCopy = IntStream.range(0, ids.size())
                .filter(i -> i == 0 || !ids.get(i).equals(ids.get(0)))
                .boxed()
                .toList();

        assertThat(json).hasSameSizeAs(withoutTheCopy).hasSize(records.size() - 1);
        for (int i = 0; i < json.size(); i++) {
            ConsumerRecord<byte[], byte[]> avro = records.get(withoutTheCopy.get(i));
            Map<String, String> headers = headers(avro);
            headers.put("content-type", "application/json");
            assertThat(headers(json.get(i))).isEqualTo(headers);
            assertThat(key(json.get(i))).isEqualTo(key(avro));
            assertThat(new String(json.get(i).value(), UTF_8))
                    .isEqualTo(IncidentJson.of(answers.get(withoutTheCopy.get(i))));
        }
    }

    @Test
    void shouldBeReadByAPlainConsumerWithJq() {
        ForeignProcess.require(
                "kcat and jq", ForeignProcess.runs("kcat", "-V") && ForeignProcess.runs("jq", "--version"));

        List<String> printed = shell(
                "kcat-jq",
                "kcat -q -b %s -C -t incidents.enriched.json -o beginning -e -f '%%s\\n'"
                        + " | jq -r 'select(.revision == 1) | [.alert.fingerprint, .outcome, .enrichment.title] | @tsv'");

        assertThat(printed)
                .isEqualTo(answers.stream()
                        .filter(answer -> answer.revision() == 1)
                        .map(answer -> answer.alert().fingerprint() + "\tCOMPLETE\t"
                                + answer.enrichment().title())
                        .toList())
                .hasSize(4);
    }

    @Test
    void shouldBeFilteredByHeadersWithGrep() {
        ForeignProcess.require("kcat", ForeignProcess.runs("kcat", "-V"));

        List<String> printed = shell(
                "kcat-grep",
                "kcat -q -b %s -C -t incidents.enriched -o beginning -e -f '%%k %%h\\n'"
                        + " | grep 'degraded=false.*severity=CRITICAL'");

        assertThat(printed)
                .singleElement()
                .asString()
                .startsWith("json-größe-🚀 ")
                .contains("outcome=COMPLETE", "revision=1", "traceparent=" + TRACE_OF_JSON);
    }

    @Test
    void shouldBeReadByTheExampleInJava() {
        run(
                "java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLES.resolve("java/src/main/java/EnrichedConsumer.java").toString());
    }

    @Test
    void shouldBeReadByTheExampleInPython() {
        ForeignProcess.require(
                "python3 with confluent_kafka and avro",
                ForeignProcess.runs(PYTHON, "-c", "import confluent_kafka, avro.io"));

        run("python", PYTHON, EXAMPLES.resolve("python/consumer.py").toString());
    }

    @Test
    void shouldBeReadByTheExampleInNode() {
        ForeignProcess.require(
                "node with the packages of docs/examples/node",
                ForeignProcess.runs("node", "--version")
                        && Files.isDirectory(EXAMPLES.resolve("node/node_modules/@kafkajs/confluent-schema-registry")));

        run("node", "node", EXAMPLES.resolve("node/consumer.js").toString());
    }

    /** Runs an example until it has told of the last alert, and compares what it told with what was written. */
    private static void run(String name, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add(sandbox.bootstrapServers());
        arguments.add(sandbox.registry().url());
        try (ForeignProcess example = ForeignProcess.start(folder, name, arguments.toArray(String[]::new))) {
            List<String> printed =
                    example.await(PATIENCE, lines -> lines.stream().anyMatch(line -> line.contains("\"last\"")));

            assertThat(printed.stream().map(ConsumerExamplesIT::parsed)).isEqualTo(expected());
            assertThat(example.stop(Duration.ofSeconds(15)))
                    .as("%s ends when it is told to", name)
                    .isTrue();
        }
    }

    /** A line for each answer that is later than those before it about the same incident. */
    private static List<JsonNode> expected() {
        List<JsonNode> lines = new ArrayList<>();
        Map<String, EnrichedIncident> latest = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            EnrichedIncident answer = answers.get(i);
            EnrichedIncident known = latest.put(answer.identity().incidentId(), answer);
            if (known == null || answer.revision() > known.revision()) {
                lines.add(line(answer, records.get(i)));
            } else {
                latest.put(answer.identity().incidentId(), known);
            }
        }
        assertThat(lines).hasSize(answers.size() - 1);
        return lines;
    }

    private static JsonNode line(EnrichedIncident answer, ConsumerRecord<byte[], byte[]> record) {
        Enrichment enrichment = answer.enrichment();
        ObjectNode line = JSON.createObjectNode()
                .put("key", answer.identity().key())
                .put("incidentId", answer.identity().incidentId())
                .put("sequence", answer.identity().sequence())
                .put("revision", answer.revision())
                .put("outcome", answer.outcome().name())
                .put("severity", answer.alert().severity().name())
                .put("provider", answer.provenance().provider())
                .put("alert", answer.alert().name())
                .put("title", enrichment == null ? null : enrichment.title())
                .put("summary", enrichment == null ? null : enrichment.summary());
        String trace = header(record, "traceparent");
        return parsed(line.put("traceparent", trace.isEmpty() ? null : trace).toString());
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    private static List<String> shell(String name, String command) {
        try (ForeignProcess process =
                ForeignProcess.start(folder, name, "sh", "-c", String.format(command, sandbox.bootstrapServers()))) {
            return process.awaitEnd(PATIENCE);
        }
    }

    private static ProducerRecord<byte[], byte[]> alert(String key, byte[] value, String traceParent) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.INCIDENTS, key.getBytes(UTF_8), value);
        record.headers().add("traceparent", traceParent.getBytes(UTF_8));
        return record;
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
