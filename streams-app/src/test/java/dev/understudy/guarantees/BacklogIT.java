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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1, G2, G5, G9: much work is there already when an application with a heap of 512 MiB starts. */
@Tag("guarantees")
class BacklogIT {
    private static final int BACKLOG = 100_000;
    private static final int PARKED = 20_000;
    private static final Duration WORKED_OFF = Duration.ofMinutes(4);
    private static final Duration STOPPED = Duration.ofSeconds(30);

    /** A deadline longer than the backlog takes: what is answered is answered in full. */
    private static final String LONG_DEADLINE = """
            deadline: 10m
            providers:
              lead: {dialect: openai, base-url: "${lead}", model: m, api-key: k}
            """;

    /** The pause is about as long as it takes to park all of them and to start again. */
    private static final String LONG_PAUSE = """
            deadline: 10s
            retry: {initial: 25s, max: 25s, jitter-percent: 0}
            providers:
              lead: {dialect: openai, base-url: "${lead}", model: m, api-key: k,
                     circuit-breaker: {wait-duration-in-open-state: 1s, minimum-number-of-calls: 5, sliding-window-size: 10}}
            """;

    @Test
    void shouldAnswerEachOfAHundredThousandAlertsThatWereThereAtTheStart(@TempDir Path folder) {
        try (Sandbox sandbox = oneProvider()) {
            Installation installation = Installation.create(sandbox, folder, 4, LONG_DEADLINE);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config())) {
                List<String> sent = load.send("backlog-", BACKLOG, 0);
                Instant began = Instant.now();
                try (AppProcess app = start(installation)) {
                    Instant ready = Instant.now();
                    reader.await("half of the backlog", WORKED_OFF, seen -> seen.done() > BACKLOG / 2);
                    long heap = app.liveHeapBytes();
                    long resident = app.residentBytes();
                    reader.await("the backlog", WORKED_OFF, seen -> seen.done() >= BACKLOG);
                    double took = seconds(Duration.between(
                            ready,
                            lastWords(reader).max(Comparator.naturalOrder()).orElseThrow()));
                    Figures.tell(String.format(
                            "Backlog of %,d alerts at the start: ready after %.1f s, worked off in %.1f s, %.0f alerts/s;"
                                    + " halfway live heap %,d KiB, resident %,d KiB, at the end %,d and %,d KiB",
                            BACKLOG,
                            seconds(Duration.between(began, ready)),
                            took,
                            BACKLOG / took,
                            heap / 1024,
                            resident / 1024,
                            app.liveHeapBytes() / 1024,
                            app.residentBytes() / 1024));
                    assertThat(reader.answered(1)).isEqualTo(Set.copyOf(sent));
                    assertEnd(app);
                }
                Aftermath.verify("Backlog of " + BACKLOG + " alerts at the start", installation, reader, sent);
            }
        }
    }

    @Test
    void shouldUpgradeEachOfTwentyThousandParkedRequestsThoughItsStoresAreGone(@TempDir Path folder)
            throws IOException {
        try (Sandbox sandbox = oneProvider()) {
            Installation installation = Installation.create(sandbox, folder, 4, LONG_PAUSE);
            sandbox.provider("lead").fail(Fault.SERVER_ERROR);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config())) {
                List<String> sent = load.send("parked-", PARKED, 0);
                try (AppProcess app = start(installation)) {
                    reader.await(
                            "all parked", WORKED_OFF, seen -> seen.answered(0).containsAll(sent));
                    app.kill();
                }
                assertThat(reader.done())
                        .as("upgraded while the provider was down")
                        .isZero();
                Path stores = folder.resolve("state-one");
                assertThat(stores).isDirectory();
                Utils.delete(stores.toFile());
                sandbox.provider("lead").heal();

                Instant began = Instant.now();
                try (AppProcess app = start(installation)) {
                    Instant ready = Instant.now();
                    long heap = app.liveHeapBytes();
                    long resident = app.residentBytes();
                    reader.await("upgrades", WORKED_OFF, seen -> seen.done() >= PARKED);
                    double took = seconds(Duration.between(
                            began,
                            lastWords(reader).max(Comparator.naturalOrder()).orElseThrow()));
                    Figures.tell(String.format(
                            "%,d parked requests at the start, stores gone: ready after %.1f s, first upgrade after %.1f s,"
                                    + " all upgraded after %.1f s; live heap %,d KiB, resident %,d KiB, at the end %,d and"
                                    + " %,d KiB",
                            PARKED,
                            seconds(Duration.between(began, ready)),
                            seconds(Duration.between(
                                    began,
                                    lastWords(reader)
                                            .min(Comparator.naturalOrder())
                                            .orElseThrow())),
                            took,
                            heap / 1024,
                            resident / 1024,
                            app.liveHeapBytes() / 1024,
                            app.residentBytes() / 1024));
                    assertThat(reader.answers())
                            .filteredOn(answer -> answer.revision() == 1)
                            .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE));
                    assertEnd(app);
                }
                Aftermath.verify(PARKED + " parked requests at the start", installation, reader, sent);
            }
        }
    }

    private static Sandbox oneProvider() {
        return Sandbox.start(SandboxOptions.ephemeral()
                .withBroker(SandboxOptions.BrokerForm.CHILD)
                .withProviders(ProviderOptions.of(new OpenAiDialect())
                        .named("lead")
                        .withLatency(Latency.fixed(Duration.ofMillis(50)))
                        .recordingBodies(false)));
    }

    private static AppProcess start(Installation installation) {
        return AppProcess.start(installation, "one", "enricher,fallback").awaitReady();
    }

    private static Stream<Instant> lastWords(LiveReader reader) {
        return reader.answers().stream()
                .filter(answer -> answer.revision() == 1)
                .map(Answer::seenAt);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void assertEnd(AppProcess app) {
        assertThat(app.stop(STOPPED)).as(app.log()).isZero();
        assertThat(app.log()).doesNotContain("OutOfMemoryError");
    }
}
