package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G5: calls that are in flight when the process is killed are made again, and the lost ones are on record. */
class CrashSafeCallsIT {
    private static final int ALERTS = 500;
    private static final String SETTINGS = """
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key}
            """;

    @Test
    void shouldMakeEveryCallAgainThatWasInFlightAtTheKillAndRecordTheLostOne(@TempDir Path folder) {
        SandboxOptions options = SandboxOptions.ephemeral()
                .withBroker(SandboxOptions.BrokerForm.CHILD)
                .withLatency(Latency.fixed(Duration.ofSeconds(2)));
        try (Sandbox sandbox = Sandbox.start(options)) {
            Installation installation = Installation.create(sandbox, folder, 4, SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config())) {
                AppProcess app = AppProcess.start(installation, "one", "enricher,fallback")
                        .awaitReady();
                List<String> sent = load.send("crash-", ALERTS, 0);
                reader.await("the first answers", Duration.ofMinutes(1), seen -> seen.done() > 0);
                app.kill();
                app = AppProcess.start(installation, "one", "enricher,fallback").awaitReady();
                reader.await("a last word for every alert", Duration.ofMinutes(1), seen -> seen.answered(1)
                        .containsAll(sent));
                assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();

                Map<String, List<LiveReader.Attempt>> lost = reader.attempts().stream()
                        .filter(attempt -> attempt.outcome().equals("ABANDONED"))
                        .collect(Collectors.groupingBy(LiveReader.Attempt::requestId));
                assertThat(lost).as("calls in flight at the kill").isNotEmpty();
                List<LiveReader.Attempt> again = new ArrayList<>(reader.attempts());
                again.removeIf(
                        attempt -> !attempt.outcome().equals("SUCCESS") || !lost.containsKey(attempt.requestId()));
                assertThat(again).as("made again").hasSameSizeAs(lost.keySet());
                // What began after the last commit before the kill left no trace.
                assertThat(sandbox.provider("openai").calls())
                        .as("calls received")
                        .isGreaterThanOrEqualTo(reader.attempts().stream()
                                .filter(LiveReader.Attempt::called)
                                .count());
                Aftermath.verify("`kill -9` with calls in flight", installation, reader, sent);
            }
        }
    }
}
