package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ProviderStats;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of half a minute, while Kafka wants a commit every 20 ms: no stream thread waits for one, and none is made twice. */
@Tag("guarantees")
class LongCallsIT {
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Duration MACHINE_SLACK = Duration.ofSeconds(45);
    private static final int AT_ONCE = 400;
    private static final int ONE_BY_ONE = 200;
    private static final int PER_SECOND = 20;
    private static final String SETTINGS = """
            deadline: 60s
            providers:
              slow: {dialect: openai, base-url: "${slow}", model: m, api-key: k, timeout: 45s, max-concurrent: 1000}
            """;

    @Test
    void shouldCallOnceForEachAlertAndNeverLoseAThread(@TempDir Path folder) throws IOException {
        SandboxOptions options = SandboxOptions.ephemeral()
                .withProviders(
                        ProviderOptions.of(new OpenAiDialect()).named("slow").withLatency(Latency.fixed(CALL)));
        try (Sandbox sandbox = Sandbox.start(options)) {
            Installation installation =
                    Installation.create(sandbox, folder, 4, SETTINGS).withKafka("commit.interval.ms", 20);
            ScriptedProvider slow = sandbox.provider("slow");
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    AppProcess app = AppProcess.start(installation, "long", "enricher,fallback")) {
                app.awaitReady();
                String start = app.log();
                double rebalances = rebalances(app);
                List<String> sent = new ArrayList<>(load.send("long-", AT_ONCE, 0));
                sent.addAll(load.send("late-", ONE_BY_ONE, PER_SECOND));
                reader.await("a last word for every alert", CALL.plus(MACHINE_SLACK), seen -> seen.answered(1)
                        .containsAll(sent));

                String work = app.log().substring(start.length());
                double rebalancesAtWork = rebalances(app) - rebalances;
                assertThat(app.stop(Duration.ofSeconds(20))).as(app.log()).isZero();
                ProviderStats stats = slow.stats();
                Figures.tell(String.format(
                        "Calls of %d s, commits every 20 ms: %d alerts, %d calls, at most %d at the same time, %d given up; %.0f rebalances",
                        CALL.toSeconds(),
                        sent.size(),
                        stats.received(),
                        stats.maxInFlight(),
                        stats.brokenByClient(),
                        rebalancesAtWork));
                Aftermath.verify("Calls of 30 s", installation, reader, sent);

                assertThat(work).doesNotContain("REBALANCING", "a stream thread failed", "ERROR", "enced");
                assertThat(rebalancesAtWork).as("rebalances").isZero();
                assertThat(stats.maxInFlight()).isGreaterThan(AT_ONCE);
                assertCalledOnce(slow, reader, sent);
                assertThat(reader.answers())
                        .allMatch(answer -> answer.revision() == 1 && answer.outcome() == EnrichmentOutcome.COMPLETE);
            }
        }
    }

    /** So says the provider, and so say the attempts. */
    private static void assertCalledOnce(ScriptedProvider provider, LiveReader reader, List<String> sent) {
        Map<String, Integer> received = provider.requests().countBy("Load ((?:long|late)-\\d+) rises");
        assertThat(received).hasSameSizeAs(sent);
        assertThat(received.values()).containsOnly(1);
        assertThat(provider.calls()).isEqualTo(sent.size());
        assertThat(reader.attempts())
                .extracting(LiveReader.Attempt::requestId)
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    private static double rebalances(AppProcess app) throws IOException {
        List<String> series = app.page("/metrics")
                .lines()
                .filter(line -> line.startsWith("kafka_consumer_coordinator_rebalance_total"))
                .toList();
        assertThat(series).as("consumers that tell of their rebalances").hasSizeGreaterThanOrEqualTo(2);
        return series.stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
