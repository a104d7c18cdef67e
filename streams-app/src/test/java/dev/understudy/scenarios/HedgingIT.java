package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second provider, asked when the first is late, takes the slow tail off urgent alerts. */
@Tag("guarantees")
class HedgingIT {
    private static final int WARM_UP = 60;
    private static final int ALERTS = 400;
    private static final int PER_SECOND = 50;
    private static final String CHAIN = """
            deadline: 10s
            providers:
              lead: {dialect: openai, base-url: "${lead}", model: m, api-key: k}
              stand-in: {dialect: openai, base-url: "${stand-in}", model: m, api-key: k}
            """;

    private record Run(Duration p99, long calls, long extraCalls, long won) {}

    @Test
    void shouldHalveTheSlowestAnswersToUrgentAlerts(@TempDir Path one, @TempDir Path other) {
        Run without = run(one, CHAIN);
        Run with = run(other, CHAIN + "hedging: {severity: [critical]}\n");

        System.out.printf(
                "%d urgent alerts, one answer in 20 slow (2 s): p99 %d ms without hedging, %d ms with; "
                        + "%d calls without, %d with, of which %d extra; %d extra calls won%n",
                ALERTS,
                without.p99().toMillis(),
                with.p99().toMillis(),
                without.calls(),
                with.calls(),
                with.extraCalls(),
                with.won());
        assertThat(without.extraCalls()).isZero();
        assertThat(with.won()).isPositive();
        assertThat(with.p99()).isLessThanOrEqualTo(without.p99().dividedBy(2));
    }

    private static Run run(Path folder, String settings) {
        Latency quick = Latency.fixed(Duration.ofMillis(100));
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral()
                .withProviders(
                        ProviderOptions.of(new OpenAiDialect()).named("lead").withLatency(Latency.parse("100ms/20:2s")),
                        ProviderOptions.of(new OpenAiDialect())
                                .named("stand-in")
                                .withLatency(quick)))) {
            Installation installation = Installation.create(sandbox, folder, 4, settings);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> warm = load.send("warm-", WARM_UP, PER_SECOND);
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(warm));
                List<String> sent = load.send("urgent-", "critical", ALERTS, PER_SECOND);
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                assertThat(understudy.port()).isPositive();
                assertThat(watch.duplicates()).isEmpty();
                List<ProviderAttempt> attempts = watch.attempts().stream()
                        .filter(attempt -> sent.contains(attempt.requestId()))
                        .toList();
                List<Duration> took = watch.answers().stream()
                        .filter(answer -> sent.contains(answer.identity().requestId()))
                        .map(answer ->
                                Duration.ofMillis(answer.provenance().times().endToEnd()))
                        .sorted()
                        .toList();
                return new Run(
                        took.get((int) Math.ceil(took.size() * 0.99) - 1),
                        attempts.stream().filter(ProviderAttempt::called).count(),
                        attempts.stream().filter(ProviderAttempt::hedge).count(),
                        attempts.stream()
                                .filter(ProviderAttempt::hedge)
                                .filter(attempt -> attempt.failure() == null)
                                .count());
            }
        }
    }
}
