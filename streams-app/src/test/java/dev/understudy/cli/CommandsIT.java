package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.client.TopicTail;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.source.JsonAlerts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsIT {
    private static final String ALERT = "{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\"},"
            + "\"annotations\":{},\"startsAt\":\"2026-03-14T01:52:00Z\",\"fingerprint\":\"%s\"}\n";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldServeTheFirstSteps() throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            String config = config(sandbox);
            Path alerts = Files.writeString(
                    folder.resolve("alerts.jsonl"),
                    ALERT.formatted("0000000000000001") + "nonsense\n" + ALERT.formatted("0000000000000002"));

            assertThat(execute("publish", "-c", config, alerts.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("topics: incidents is missing on", "run: understudy topics create");
            assertThat(execute("topics", "create", "-c", config, "--partitions", "2"))
                    .isEqualTo(0);
            assertThat(execute(
                            "topics",
                            "create",
                            "-c",
                            config,
                            "--replication-factor",
                            "3",
                            "--min-insync-replicas",
                            "2"))
                    .isEqualTo(0);
            assertThat(out.toString()).contains("min.insync.replicas is 1, recommended is 2");
            assertThat(execute("schemas", "register", "-c", config)).isEqualTo(0);
            assertThat(out.toString()).contains("incidents.enriched-value", "created, id ");
            assertThat(execute("publish", "-c", config, alerts.toString())).isEqualTo(1);
            assertThat(out.toString()).contains("sent 2 to incidents, refused 1");
            assertThat(err.toString()).contains("understudy: line 2 refused: NOT_JSON: ");
            assertThat(execute("tail", "-c", config)).isEqualTo(0);
            assertKeyedAvro(config);
        }
    }

    private static void assertKeyedAvro(String config) {
        try (TopicTail tail = TopicTail.connect(
                new ConfigLoader(Map.of()).load(Path.of(config)).config(), "incidents", 2)) {
            assertThat(tail.last(10)).hasSize(2).allSatisfy(record -> {
                assertThat(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
                        .startsWith("000000000000000");
                assertThat(record.value()[0]).isZero();
            });
        }
    }

    private String config(Sandbox sandbox) throws IOException {
        return Files.writeString(folder.resolve("understudy.yaml"), """
                        kafka: {bootstrap.servers: "%s"}
                        schema-registry: {url: "%s"}
                        providers: {openai: {dialect: openai, base-url: http://localhost:1, model: m}}
                        """.formatted(
                                sandbox.bootstrapServers(), sandbox.registry().url()))
                .toString();
    }

    private int execute(String... arguments) {
        CommandLine line = UnderstudyCommand.create(new UnderstudyCommand.Parts(
                context -> {
                    throw new StartupException("not in this test");
                },
                new JsonAlerts(Clock.systemUTC()),
                Map.of()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
