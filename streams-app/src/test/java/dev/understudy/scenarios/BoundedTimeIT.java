package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee G3: the first revision is there within the deadline, whatever the providers do. */
class BoundedTimeIT {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final int ALERTS = 60;
    private static final String HANGING = """
            deadline: 5s
            in-flight: {max-concurrent: 50}
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key,
                       timeout: 60s, max-concurrent: 50, max-queued: 100000}
            """;

    /** Breakers that never open: each provider is asked for each alert. */
    private static final String THREE_HANGING = """
            deadline: 5s
            retry: {initial: 1s, max: 2s}
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key, timeout: 60s,
                       circuit-breaker: {minimum-number-of-calls: 10000, sliding-window-size: 10000}}
              anthropic: {dialect: anthropic, base-url: "${anthropic}", model: claude, api-key: sandbox-key, timeout: 60s,
                          circuit-breaker: {minimum-number-of-calls: 10000, sliding-window-size: 10000}}
              gemini: {dialect: gemini, base-url: "${gemini}", model: gemini, api-key: sandbox-key, timeout: 60s,
                       circuit-breaker: {minimum-number-of-calls: 10000, sliding-window-size: 10000}}
            """;

    @Test
    void shouldDegradeEveryAlertWithinTheDeadlineWhenTheProviderHangs(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            sandbox.provider("openai").fail(Fault.NO_ANSWER);
            Installation installation = Installation.create(sandbox, folder, 4, HANGING);
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                load.send("warm-", 1, 0);
                watch.await(DEADLINE.plusSeconds(20), seen -> seen.answers().size() == 1);

                List<String> sent = load.send("hang-", 2_000, 200);
                watch.await(DEADLINE.plusSeconds(10), seen -> seen.answered(0).containsAll(sent));

                assertThat(understudy.port()).isPositive();
                assertThat(watch.answers())
                        .filteredOn(answer -> sent.contains(answer.identity().requestId()))
                        .allSatisfy(answer -> {
                            assertThat(answer.revision()).isZero();
                            assertThat(endToEnd(answer)).isLessThan(DEADLINE.plus(SLACK));
                        });
                assertThat(watch.duplicates()).isEmpty();
            }
        }
    }

    @Test
    void shouldDegradeEveryAlertWithinTheDeadlineAndCloseEveryCallWhenThreeProvidersHang(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            sandbox.providers().forEach(provider -> provider.fail(Fault.NO_ANSWER));
            Installation installation = Installation.create(sandbox, folder, 4, THREE_HANGING);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> sent;
                try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK)) {
                    assertThat(understudy.port()).isPositive();
                    load.send("warm-", 1, 0);
                    watch.await(DEADLINE.plusSeconds(20), seen -> seen.answers().size() == 1);

                    long began = System.nanoTime();
                    sent = load.send("hang-", ALERTS, 0);
                    watch.await(
                            DEADLINE.plusSeconds(10), seen -> seen.answered(0).containsAll(sent));
                    Duration visible = Duration.ofNanos(System.nanoTime() - began);

                    System.out.printf(
                            "%d alerts, three hanging providers: the last first revision was readable after %d ms%n",
                            ALERTS, visible.toMillis());
                    assertThat(visible).isLessThan(DEADLINE.plus(SLACK));
                    // The next round: its calls may take a minute each, so they hang until the instance stops.
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> sandbox.provider("openai").calls() == 2 * (ALERTS + 1));
                }

                assertThat(watch.toEnd().answers())
                        .filteredOn(answer -> sent.contains(answer.identity().requestId()))
                        .hasSize(ALERTS)
                        .allSatisfy(answer -> {
                            assertThat(answer.revision()).isZero();
                            assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.DEGRADED);
                            assertThat(endToEnd(answer)).isLessThan(DEADLINE.plus(SLACK));
                        });
                assertThat(sandbox.providers()).allSatisfy(BoundedTimeIT::assertEveryCallClosed);
            }
        }
    }

    private static void assertEveryCallClosed(ScriptedProvider provider) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        provider.requests().all())
                .hasSizeGreaterThanOrEqualTo(ALERTS)
                .allSatisfy(request -> assertThat(request.reaction()).isEqualTo(ReceivedRequest.BROKEN_BY_CLIENT)));
        assertThat(provider.stats().connections()).isZero();
    }

    private static Duration endToEnd(EnrichedIncident answer) {
        return Duration.between(
                answer.identity().origin().timestamp(), answer.provenance().producedAt());
    }
}
