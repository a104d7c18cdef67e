package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.ApicurioRegistry;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.AvroAlerts;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.ForeignProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an alert on a registry that speaks Confluent's protocol and is not our own, as users run it. */
class ConfluentRegistryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static ApicurioRegistry registry;
    private static Sandbox sandbox;
    private static Installation installation;
    private static AppProcess app;

    @BeforeAll
    static void start() {
        registry = ApicurioRegistry.start();
        sandbox = Sandbox.start(SandboxOptions.ephemeral().withBroker(SandboxOptions.BrokerForm.CHILD));
        installation = Installation.on(sandbox, folder, PipelineIT.ONE_PROVIDER).withRegistry(registry.url());
        CommandRun created = CommandRun.here(
                Map.of(),
                "topics",
                "create",
                "--partitions",
                "4",
                "--config",
                installation.file("one", 0).toString());
        assertThat(created.exitCode()).as(created.err()).isZero();
        app = AppProcess.start(installation, "one", "enricher").awaitReady();
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable part : new AutoCloseable[] {app, sandbox, registry}) {
            close(part);
        }
    }

    @Test
    void shouldAnswerAlertsInJsonAndInAvroOfThisAndOfANewerVersion() {
        try (AvroAlerts avro = new AvroAlerts(installation.config());
                AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                TopicWatch watch = new TopicWatch(installation.config())) {
            List<String> requests = List.of(
                    AlertLoad.requestId(load.send("json", AlertLoad.json("json", "critical"))),
                    AlertLoad.requestId(load.send(record("avro", avro.alert("avro")))),
                    AlertLoad.requestId(load.send(record("newer", avro.alertOfNewerProducer("newer")))));

            watch.await(PATIENCE, seen -> seen.answered(1).containsAll(requests));

            assertThat(watch.answers())
                    .filteredOn(answer -> requests.contains(answer.identity().requestId()))
                    .hasSameSizeAs(requests)
                    .extracting(EnrichedIncident::outcome)
                    .containsOnly(EnrichmentOutcome.COMPLETE);
            assertThat(watch.duplicates()).isEmpty();
            assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
        }
    }

    @Test
    void shouldTellKeyAndOutcomeToAClientThatKnowsNoSchema() {
        ForeignProcess.require("kcat", ForeignProcess.runs("kcat", "-V"));
        try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                TopicWatch watch = new TopicWatch(installation.config())) {
            String request = AlertLoad.requestId(load.send("for-kcat", AlertLoad.json("for-kcat", "critical")));
            watch.await(PATIENCE, seen -> seen.answered(1).contains(request));

            List<String> printed = kcat("-C", "-t", Topics.ENRICHED, "-o", "beginning", "-e", "-f", "%k %h\\n");

            assertThat(printed)
                    .filteredOn(line -> line.startsWith("for-kcat "))
                    .singleElement()
                    .asString()
                    .contains("outcome=COMPLETE", "revision=1", "severity=CRITICAL", "provider=openai");
        }
    }

    private static List<String> kcat(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kcat", "-q", "-b", sandbox.bootstrapServers()));
        command.addAll(List.of(arguments));
        try (ForeignProcess process = ForeignProcess.start(folder, "kcat", command.toArray(String[]::new))) {
            return process.awaitEnd(PATIENCE);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(Topics.INCIDENTS, key.getBytes(UTF_8), value);
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
