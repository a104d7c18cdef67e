package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.DeadLetter;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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

/** Dead letters are listed, shown and sent again, as an operator does it. */
class DeadLettersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static Installation installation;
    private static Understudy understudy;
    private static AlertLoad load;
    private static TopicWatch watch;

    @BeforeAll
    static void start() {
        sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED);
        installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS + "max-alert-bytes: 4096\n");
        understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
        load = new AlertLoad(sandbox.bootstrapServers());
        watch = new TopicWatch(installation.config());
    }

    @AfterAll
    static void stop() {
        watch.close();
        load.close();
        understudy.close();
        sandbox.close();
    }

    @Test
    void shouldListShowAndGuardAgainstGoingRoundForEver() throws Exception {
        // Given
        String broken = "{\"fingerprint\":\"broken\",";
        load.send("broken", broken).get();
        await("NOT_JSON", 1);

        // Then
        assertThat(run("list", "--reason", "not_json").out())
                .contains("NOT_JSON              decode    incidents-")
                .endsWith("1 dead letters" + System.lineSeparator());
        String id = newest("NOT_JSON").path("id").asText();
        assertThat(run("show", id).out()).contains("reason       NOT_JSON (decode): ", "24 bytes of text", broken);
        assertThat(raw(id)).isEqualTo(broken.getBytes(UTF_8));
        assertThat(run("show", "3-999999").exitCode()).isEqualTo(1);

        // When it is sent again and comes back
        for (int times = 1; times <= 3; times++) {
            CommandRun again =
                    run("redrive", "--yes", newest("NOT_JSON").path("id").asText());
            assertThat(again.out()).isEqualToNormalizingNewlines("sent 1 again, failed 0, 0 were before, refused 0\n");
            await("NOT_JSON", 1 + times);
            assertThat(newest("NOT_JSON").path("redrives").asInt()).isEqualTo(times);
        }

        // Then the guard holds, and what was sent again is known
        CommandRun refused = run("redrive", "--yes", "--reason", "NOT_JSON");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEqualToNormalizingNewlines("would send 0 again, 3 were before, refused 1\n");
        assertThat(refused.err()).contains("was sent again 3 times and came back");
    }

    @Test
    void shouldNameWhatIsNotWhole() throws Exception {
        load.send("large", AlertLoad.json("x".repeat(5_000), "warning")).get();
        await("TOO_LARGE", 1);

        CommandRun refused = run("redrive", "--yes", "--reason", "TOO_LARGE");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("is not whole: only a part is kept of the value of ");
    }

    @Test
    void shouldHaveAnAlertAnsweredThatIsSentAgain() throws Exception {
        // Given the letter of a bug that is mended by now
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                Topics.DEAD_LETTER,
                "mended".getBytes(UTF_8),
                AlertLoad.json("mended", "critical").getBytes(UTF_8));
        Map.of(
                        "error.reason", "PROCESSING_FAILED",
                        "error.stage", "process",
                        "error.topic", "incidents",
                        "error.partition", "0",
                        "error.offset", "0",
                        "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
        load.send(letter).get();

        // When
        CommandRun dry = run("redrive", "--dry-run", "--reason", "PROCESSING_FAILED");
        CommandRun sent = run("redrive", "--rate", "100", "--reason", "PROCESSING_FAILED");

        // Then
        assertThat(dry.out()).contains("PROCESSING_FAILED", "would send 1 again, 0 were before, refused 0");
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(sent.out()).startsWith("sent 1 again");
        watch.await(PATIENCE, seen -> seen.answers().stream()
                .anyMatch(answer -> answer.alert().fingerprint().equals("mended")
                        && answer.outcome() == EnrichmentOutcome.COMPLETE));
        assertThat(watch.records(Topics.ENRICHED))
                .filteredOn(record -> new String(record.key(), UTF_8).equals("mended"))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.headers().lastHeader("traceparent")).isNotNull());
        assertThat(run("redrive", "--reason", "PROCESSING_FAILED").out())
                .isEqualToNormalizingNewlines("would send 0 again, 1 were before, refused 0\n");
    }

    private static void await(String reason, int count) {
        watch.await(
                PATIENCE,
                seen -> DeadLetter.of(seen).stream()
                                .filter(letter -> letter.reason().equals(reason))
                                .count()
                        == count);
    }

    private static JsonNode newest(String reason) throws IOException {
        List<String> lines =
                run("list", "--json", "--reason", reason).out().lines().toList();
        return JSON.readTree(lines.get(lines.size() - 1));
    }

    /** The bytes go round the writer of the command line, to the standard output itself. */
    private static byte[] raw(String id) {
        PrintStream standard = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            assertThat(run("show", "--raw", id).exitCode()).isZero();
        } finally {
            System.setOut(standard);
        }
        return bytes.toByteArray();
    }

    private static CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        all.add("--config");
        all.add(installation.file("one", 0).toString());
        return CommandRun.here(Map.of(), all.toArray(String[]::new));
    }
}
