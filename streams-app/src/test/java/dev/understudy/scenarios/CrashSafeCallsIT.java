package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees G1, G2 and G5: kill -9 in the middle of the work, three times in a row. */
class CrashSafeCallsIT {
    private static final int ALERTS = 5_000;
    private static final int KILLS = 3;

    @Test
    void shouldAnswerEveryAlertOnceThroughThreeKills(@TempDir Path folder) {
        SandboxOptions options = SandboxOptions.ephemeral()
                .withBroker(SandboxOptions.BrokerForm.CHILD)
                .withLatency(Latency.fixed(Duration.ofMillis(500)));
        try (Sandbox sandbox = Sandbox.start(options)) {
            Installation installation = Installation.create(sandbox, folder, 4, PipelineIT.ONE_PROVIDER);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> sent = load.send("crash-", ALERTS, 0);
                for (int kill = 1; kill <= KILLS; kill++) {
                    int answeredSoFar = watch.count(Topics.ENRICHED);
                    try (AppProcess app = AppProcess.start(installation, "one", "enricher")) {
                        watch.await(Duration.ofSeconds(60), seen -> seen.count(Topics.ENRICHED) > answeredSoFar + 500);
                        app.kill();
                    }
                }
                assertThat(watch.answered(0)).as("work left for the last run").hasSizeLessThan(ALERTS);
                try (AppProcess app = AppProcess.start(installation, "one", "enricher")) {
                    watch.await(
                            Duration.ofSeconds(90),
                            seen -> seen.count(Topics.ENRICHED) >= ALERTS
                                    && seen.answered(1).containsAll(sent));
                    assertThat(app.stop(Duration.ofSeconds(25))).isZero();
                }
                watch.poll().poll();

                List<ProviderAttempt> lost = watch.attempts().stream()
                        .filter(attempt -> attempt.failure() == FailureReason.ABANDONED)
                        .toList();
                System.out.printf(
                        "%d alerts, %d kills: %d answers, %d duplicates, %d calls abandoned, %d calls received%n",
                        ALERTS,
                        KILLS,
                        watch.count(Topics.ENRICHED),
                        watch.duplicates().size(),
                        lost.size(),
                        sandbox.provider("openai").calls());
                assertThat(watch.answered(1)).containsExactlyInAnyOrderElementsOf(sent);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                assertThat(lost).isNotEmpty();
            }
        }
    }
}
