package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee G9: what waits for a provider that hangs is on disk; in memory there is only its place in the queue. */
class BoundedMemoryIT {
    private static final int FIRST = 1_000;
    private static final int MORE = 3_000;
    private static final int ALERT_BYTES = 8 * 1024;
    /** The alerts and their originals would need 48 MiB; Kafka's own buffers fill up meanwhile. */
    private static final long MOST_GROWTH = 20L * 1024 * 1024;

    private static final String HANGING = """
            deadline: 5s
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key,
                       timeout: 120s, max-concurrent: 50, max-queued: 100000}
            """;

    @Test
    void shouldKeepTheHeapFlatWhileTheProviderHangs(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            sandbox.provider("openai").fail(Fault.NO_ANSWER);
            Installation installation = Installation.create(sandbox, folder, 4, HANGING);
            try (AppProcess app =
                            AppProcess.start(installation, "p0", "enricher").awaitReady();
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> sent = send(load, "first-", FIRST);
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(0).containsAll(sent));
                long before = app.liveHeapBytes();
                sent.addAll(send(load, "more-", MORE));
                watch.await(Duration.ofSeconds(90), seen -> seen.answered(0).containsAll(sent));
                long after = app.liveHeapBytes();

                System.out.printf(
                        "Live heap with %,d alerts of %d KiB waiting: %,d KiB, with %,d: %,d KiB%n",
                        FIRST, ALERT_BYTES / 1024, before / 1024, FIRST + MORE, after / 1024);
                assertThat(after - before).as("growth of the live heap").isLessThan(MOST_GROWTH);
            }
        }
    }

    private static List<String> send(AlertLoad load, String prefix, int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String alert = AlertLoad.json(prefix + i, "warning")
                    .replace(
                            "\"startsAt\"", "\"description\":\"" + "long ".repeat(ALERT_BYTES / 5) + "\",\"startsAt\"");
            sent.add(load.send(prefix + i, alert));
        }
        return new ArrayList<>(sent.stream().map(AlertLoad::requestId).toList());
    }
}
