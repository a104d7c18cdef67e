package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM in the middle of the work: a clean end in time, and nothing is lost or done twice. */
@Tag("guarantees")
class GracefulStopIT {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int ALERTS = 2_000;
    private static final int PER_SECOND = 300;

    @Test
    void shouldEndCleanlyUnderLoadAndGoOnAfterARestart(@TempDir Path folder) {
        SandboxOptions options =
                SandboxOptions.ephemeral().withLatency(Latency.uniform(Duration.ofMillis(500), Duration.ofSeconds(1)));
        try (Sandbox sandbox = Sandbox.start(options)) {
            Installation installation = Installation.create(sandbox, folder, 4, PipelineIT.ONE_PROVIDER);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> sent = new ArrayList<>();
                CompletableFuture<Void> sending;
                try (AppProcess app = AppProcess.start(installation, "one", "enricher")) {
                    app.awaitReady();
                    sending = CompletableFuture.runAsync(() -> sent.addAll(load.send("stop-", ALERTS, PER_SECOND)));
                    watch.await(Duration.ofSeconds(60), seen -> seen.count(Topics.ENRICHED) > PER_SECOND);

                    assertThat(sandbox.provider("openai").stats().inFlight())
                            .as("calls in flight at the signal")
                            .isPositive();
                    assertThat(app.stop(GRACE)).as(app.log()).isZero();
                    assertThat(app.log()).contains("stopped clean=\"true\"").doesNotContain("\tat ");
                }
                sending.join();
                int before = watch.poll().count(Topics.ENRICHED);
                assertThat(before).isLessThan(ALERTS);

                try (AppProcess app = AppProcess.start(installation, "one", "enricher")) {
                    watch.await(
                            Duration.ofSeconds(60),
                            seen -> seen.count(Topics.ENRICHED) >= ALERTS
                                    && seen.answered(1).containsAll(sent));
                    assertThat(app.stop(GRACE)).isZero();
                }
                watch.poll().poll();

                assertThat(watch.answered(1)).containsExactlyInAnyOrderElementsOf(sent);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
            }
        }
    }
}
