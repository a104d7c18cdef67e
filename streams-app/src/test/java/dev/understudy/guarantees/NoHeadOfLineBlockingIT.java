package dev.understudy.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.DeadLetter;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G10: in one partition, a hung provider, a record put off for an hour and poison, and the other records do not wait. */
@Tag("guarantees")
class NoHeadOfLineBlockingIT {
    private static final int PER_SECOND = 60;
    private static final int SECONDS = 15;
    private static final int HUNG_PER_SECOND = 5;
    private static final int POISONS = 3;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration MACHINE_SLACK = Duration.ofSeconds(3);
    /** What the p99 of the others may rise by; a record that waited for the hung provider would wait its 4 s. */
    private static final Duration MOST_RISE = Duration.ofSeconds(2);

    /** The hung provider's few calls last as long as they may, its breaker never opens, and its alerts go before all others. */
    private static final String SETTINGS = """
            deadline: 5s
            retry: {initial: 1s, max: 3s}
            providers:
              hung:
                {dialect: openai, base-url: "${hung}", model: m, api-key: k, timeout: 4s, max-concurrent: 4,
                 circuit-breaker: {minimum-number-of-calls: 1000, sliding-window-size: 1000}}
              pausing: {dialect: openai, base-url: "${pausing}", model: m, api-key: k, timeout: 4s}
              well: {dialect: openai, base-url: "${well}", model: m, api-key: k, timeout: 4s}
            routes:
              - {when: {severity: [CRITICAL]}, chain: [hung]}
              - {when: {severity: [HIGH]}, chain: [pausing]}
              - {chain: [well]}
            """;

    @Test
    void shouldKeepTheLatencyOfTheOtherRecordsOfThePartition(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.ephemeral().withProviders(provider("hung"), provider("pausing"), provider("well")))) {
            sandbox.provider("hung").fail(Fault.NO_ANSWER);
            sandbox.provider("pausing")
                    .behave(Behaviour.failing(Fault.RATE_LIMITED).withPause(Duration.ofHours(1)));
            Installation installation = Installation.create(sandbox, folder, 1, SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    AppProcess app = AppProcess.start(installation, "line", "enricher,fallback")) {
                app.awaitReady();
                answered(reader, load.send("warm-", 5 * PER_SECOND, PER_SECOND));

                List<String> alone = load.send("alone-", SECONDS * PER_SECOND, PER_SECOND);
                List<Duration> without = answered(reader, alone);
                CompletableFuture<List<String>> hung = CompletableFuture.supplyAsync(
                        () -> load.send("hung-", "critical", SECONDS * HUNG_PER_SECOND, HUNG_PER_SECOND));
                List<String> delayed = load.send("delayed-", "high", 1, 0);
                List<Future<RecordMetadata>> poison = new ArrayList<>();
                List<String> beside = new ArrayList<>();
                for (int i = 0; i < POISONS; i++) {
                    poison.add(load.send(new ProducerRecord<>(
                            Topics.INCIDENTS, "poison".getBytes(UTF_8), new byte[] {'x', (byte) i})));
                    beside.addAll(load.send("beside-" + i + "-", SECONDS * PER_SECOND / POISONS, PER_SECOND));
                }
                List<Duration> with = answered(reader, beside);
                List<Duration> first = firstWords(reader, hung.join());
                List<Duration> ofTheDelayed = firstWords(reader, delayed);

                Figures.tell(String.format(
                        "No head-of-line blocking: one partition, %d alerts/s: p50 %d ms, p99 %d ms; beside %d alerts for a hung provider, one put off for an hour and %d poison records: p50 %d ms, p99 %d ms; those of the hung provider had a first word within %d ms, the one put off within %d ms",
                        PER_SECOND,
                        percentile(without, 50).toMillis(),
                        percentile(without, 99).toMillis(),
                        first.size(),
                        POISONS,
                        percentile(with, 50).toMillis(),
                        percentile(with, 99).toMillis(),
                        percentile(first, 100).toMillis(),
                        percentile(ofTheDelayed, 100).toMillis()));
                assertThat(percentile(with, 99))
                        .isLessThanOrEqualTo(DEADLINE)
                        .isLessThanOrEqualTo(percentile(without, 99).plus(MOST_RISE));
                assertThat(first).allMatch(word -> word.compareTo(DEADLINE.plus(MACHINE_SLACK)) <= 0);
                assertThat(ofTheDelayed).allMatch(word -> word.compareTo(DEADLINE.plus(MACHINE_SLACK)) <= 0);
                assertThat(reader.answered(1))
                        .containsAll(beside)
                        .doesNotContainAnyElementsOf(delayed)
                        .doesNotContainAnyElementsOf(hung.join());
                assertThat(reader.duplicates()).isEmpty();
                assertThat(sandbox.provider("pausing").calls())
                        .as("calls within the hour")
                        .isEqualTo(1);
                assertOnlyDead(installation, poison);
                assertThat(app.stop(Duration.ofSeconds(20))).as(app.log()).isZero();
            }
        }
    }

    private static ProviderOptions provider(String name) {
        return ProviderOptions.of(new OpenAiDialect()).named(name).withLatency(Latency.fixed(Duration.ofMillis(200)));
    }

    /** How long each waited for its last word, in order of size. */
    private static List<Duration> answered(LiveReader reader, List<String> sent) {
        reader.await("a last word for each", Duration.ofSeconds(60), seen -> seen.answered(1)
                .containsAll(sent));
        return firstWords(reader, sent);
    }

    private static List<Duration> firstWords(LiveReader reader, List<String> sent) {
        reader.await("a first word for each", Duration.ofSeconds(60), seen -> seen.answered(0)
                .containsAll(sent));
        return reader.first(sent).values().stream()
                .map(LiveReader.Answer::delay)
                .sorted()
                .toList();
    }

    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100);
    }

    private static void assertOnlyDead(Installation installation, List<Future<RecordMetadata>> poison) {
        try (TopicWatch watch = new TopicWatch(installation.config())) {
            watch.await(Duration.ofSeconds(30), seen -> seen.count(Topics.DEAD_LETTER) >= poison.size());
            assertThat(DeadLetter.of(watch)).hasSameSizeAs(poison);
            assertThat(poison).allSatisfy(sent -> {
                RecordMetadata at = sent.get();
                assertThat(DeadLetter.of(watch))
                        .filteredOn(letter -> letter.tellsOf(at))
                        .hasSize(1);
            });
        }
    }
}
