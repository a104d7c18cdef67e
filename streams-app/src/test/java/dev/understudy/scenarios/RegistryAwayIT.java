package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AvroAlerts;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is away delays the alerts whose schema nobody here knows, and nothing else. */
@Tag("guarantees")
class RegistryAwayIT {
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ALERTS = 200;

    @Test
    void shouldAnswerWhatItCanReadWhileTheRegistryIsAwayAndTheRestAfterwards(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start()) {
            Installation installation = Installation.create(sandbox, folder, 4, PipelineIT.ONE_PROVIDER);
            try (AvroAlerts avro = new AvroAlerts(installation.config());
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    Understudy understudy = installation.start(Role.ENRICHER);
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> known = send(load, "known-", 1, avro::alert);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(known));
                long asked = sandbox.registry().requests();

                sandbox.registry().stop();
                long away = System.nanoTime();
                List<String> unknown = send(load, "unknown-", ALERTS, avro::alertOfNewerProducer);
                List<String> cached = send(load, "cached-", ALERTS, avro::alert);
                List<String> json = load.send("json-", ALERTS, 0);
                watch.await(
                        AWAY,
                        seen -> seen.answered(0).containsAll(cached)
                                && seen.answered(0).containsAll(json));
                while (System.nanoTime() - away < AWAY.toNanos()) {
                    watch.poll();
                }
                assertThat(watch.answered(0)).doesNotContainAnyElementsOf(unknown);
                assertThat(sandbox.registry().requests()).isEqualTo(asked);

                sandbox.registry().restart();
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(unknown));

                assertThat(understudy.port()).isPositive();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.ENRICHED)).isEqualTo(1 + 3 * ALERTS);
            }
        }
    }

    private static List<String> send(AlertLoad load, String prefix, int count, Function<String, byte[]> writer) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + i)
                .map(fingerprint -> load.send(
                        new ProducerRecord<>(Topics.INCIDENTS, fingerprint.getBytes(UTF_8), writer.apply(fingerprint))))
                .toList()
                .stream()
                .map(AlertLoad::requestId)
                .toList();
    }
}
