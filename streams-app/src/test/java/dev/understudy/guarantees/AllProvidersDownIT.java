package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.LiveReader.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G3, G5, G9: every provider of a route down under load. One hangs, one refuses connections. What has a route of its own
 * goes on.
 */
class AllProvidersDownIT {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /** For the read, the commit and the reader of this test, on a machine that does other work too. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static final int PER_SECOND = 100;
    private static final int CRITICAL_PER_SECOND = 10;
    private static final int WARM_UP = 300;
    private static final int ALERT_BYTES = 4 * 1024;
    /**
     * What is sent after the first measurement needs half as much again with its originals; Kafka's own buffers hold up
     * to 200 records a partition.
     */
    private static final long MOST_GROWTH = 24L * 1024 * 1024;

    private static final Duration HEALED = Duration.ofMinutes(2);

    private static final String SETTINGS = """
            deadline: 10s
            retry: {initial: 2s, max: 30s}
            routes:
              - {name: critical, when: {severity: [critical]}, chain: [steady]}
              - {name: rest, chain: [lead, stand-in]}
            providers:
              lead: {dialect: openai, base-url: "${lead}", model: m, api-key: k, timeout: 4s,
                     circuit-breaker: {wait-duration-in-open-state: 2s, minimum-number-of-calls: 5, sliding-window-size: 10}}
              stand-in: {dialect: openai, base-url: "${stand-in}", model: m, api-key: k, timeout: 4s,
                         circuit-breaker: {wait-duration-in-open-state: 2s, minimum-number-of-calls: 5, sliding-window-size: 10}}
              steady: {dialect: openai, base-url: "${steady}", model: m, api-key: k}
            """;

    @Test
    @Tag("guarantees")
    void shouldDegradeWithinTheDeadlineForAMinuteAndThenUpgradeEach(@TempDir Path folder) {
        outage("All providers down for a minute", Duration.ofMinutes(1), folder);
    }

    @Test
    @Tag("soak")
    void shouldDegradeWithinTheDeadlineForFiveMinutesAndThenUpgradeEach(@TempDir Path folder) {
        outage("All providers down for five minutes", Duration.ofMinutes(5), folder);
    }

    private static void outage(String heading, Duration duration, Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral()
                .withBroker(SandboxOptions.BrokerForm.CHILD)
                .withProviders(provider("lead"), provider("stand-in"), provider("steady")))) {
            Installation installation = Installation.create(sandbox, folder, 4, SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    AppProcess app = AppProcess.start(installation, "one", "enricher,fallback")
                            .awaitReady()) {
                List<String> all = new ArrayList<>(send(load, "warm-up-", "warning", WARM_UP, PER_SECOND));
                reader.await("a warm start", Duration.ofSeconds(30), seen -> seen.answered(1)
                        .containsAll(all));

                sandbox.provider("lead").fail(Fault.NO_ANSWER);
                sandbox.provider("stand-in").fail(Fault.CONNECTION_REFUSED);
                int seconds = (int) duration.toSeconds();
                CompletableFuture<List<String>> sending = CompletableFuture.supplyAsync(
                        () -> send(load, "critical-", "critical", CRITICAL_PER_SECOND * seconds, CRITICAL_PER_SECOND));
                int early = PER_SECOND * seconds / 4;
                List<String> down = new ArrayList<>(send(load, "early-", "warning", early, PER_SECOND));
                long heapBefore = app.liveHeapBytes();
                long residentBefore = app.residentBytes();
                down.addAll(send(load, "down-", "warning", PER_SECOND * seconds - early, PER_SECOND));
                List<String> critical = sending.join();
                reader.await("first revisions", DEADLINE.plus(DEADLINE), seen -> seen.answered(0)
                        .containsAll(down));
                long heapAfter = app.liveHeapBytes();
                long residentAfter = app.residentBytes();
                reader.await(
                        "the other route", DEADLINE, seen -> seen.answered(1).containsAll(critical));

                Instant healed = Instant.now();
                sandbox.provider("lead").heal();
                sandbox.provider("stand-in").heal();
                all.addAll(down);
                all.addAll(critical);
                reader.await("upgrades", HEALED, seen -> seen.answered(1).containsAll(all));
                double drained = seconds(Duration.between(healed, lastUpgrade(reader, down)));
                Figures.tell(String.format(
                        "%s at %d alerts/s: first revisions %s; the other route %s; after a quarter live heap %,d KiB,"
                                + " resident %,d KiB, at the end %,d and %,d KiB; %,d upgraded %.1f s after the providers healed,"
                                + " %.0f alerts/s",
                        heading,
                        PER_SECOND,
                        Delays.ofFirstAnswers(reader, down),
                        Delays.ofFirstAnswers(reader, critical),
                        heapBefore / 1024,
                        residentBefore / 1024,
                        heapAfter / 1024,
                        residentAfter / 1024,
                        down.size(),
                        drained,
                        down.size() / drained));

                assertFirst(reader, down, 0, EnrichmentOutcome.DEGRADED);
                assertFirst(reader, critical, 1, EnrichmentOutcome.COMPLETE);
                assertThat(reader.answers())
                        .filteredOn(answer -> answer.revision() == 1)
                        .as("last words")
                        .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE));
                assertThat(heapAfter - heapBefore).as("growth of the live heap").isLessThan(MOST_GROWTH);
                assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();
                Aftermath.verify(heading, installation, reader, all);
            }
        }
    }

    private static ProviderOptions provider(String name) {
        return ProviderOptions.of(new OpenAiDialect())
                .named(name)
                .withLatency(Latency.fixed(Duration.ofMillis(200)))
                .recordingBodies(false);
    }

    private static void assertFirst(
            LiveReader reader, Collection<String> sent, int revision, EnrichmentOutcome outcome) {
        assertThat(reader.first(sent)).hasSameSizeAs(sent);
        assertThat(reader.first(sent).values()).allSatisfy(answer -> {
            assertThat(answer.revision()).isEqualTo(revision);
            assertThat(answer.outcome()).isEqualTo(outcome);
            assertThat(answer.delay()).isLessThan(DEADLINE.plus(SLACK));
        });
    }

    private static Instant lastUpgrade(LiveReader reader, Collection<String> sent) {
        Set<String> ids = Set.copyOf(sent);
        return reader.answers().stream()
                .filter(answer -> answer.revision() == 1 && ids.contains(answer.requestId()))
                .map(Answer::seenAt)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Alerts of some length, evenly over time. */
    private static List<String> send(AlertLoad load, String prefix, String severity, int count, int perSecond) {
        String padding = "\"description\":\"" + "long ".repeat(ALERT_BYTES / 5) + "\",\"startsAt\"";
        List<Future<RecordMetadata>> sent = new ArrayList<>(count);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String fingerprint = prefix + i;
            sent.add(
                    load.send(fingerprint, AlertLoad.json(fingerprint, severity).replace("\"startsAt\"", padding)));
            long due = began + (i + 1) * TimeUnit.SECONDS.toNanos(1) / perSecond;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
        return sent.stream().map(AlertLoad::requestId).toList();
    }
}
