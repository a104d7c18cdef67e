package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM of both roles in one process, with calls in flight and alerts parked because their only provider is away. */
@Tag("guarantees")
class GracefulStopUnderOutageIT {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int STOPS = 2;
    private static final int PARKED_PER_SECOND = 10;
    private static final int PARKED_AT_LEAST = 30;
    private static final int LIVE_PER_SECOND = 40;
    private static final String SETTINGS = """
            deadline: 5s
            retry: {initial: 1s, max: 3s}
            providers:
              away:
                {dialect: openai, base-url: "${away}", model: m, api-key: k, timeout: 4s,
                 circuit-breaker: {wait-duration-in-open-state: 1s}}
              well: {dialect: openai, base-url: "${well}", model: m, api-key: k, timeout: 4s}
            routes:
              - {when: {severity: [HIGH]}, chain: [away]}
              - {chain: [well]}
            """;

    @Test
    void shouldEndCleanlyWithinItsGracePeriodAndGoOnAfterwards(@TempDir Path folder) {
        Latency latency = Latency.uniform(Duration.ofMillis(500), Duration.ofSeconds(1));
        SandboxOptions options = SandboxOptions.ephemeral()
                .withProviders(
                        ProviderOptions.of(new OpenAiDialect()).named("away").withLatency(latency),
                        ProviderOptions.of(new OpenAiDialect()).named("well").withLatency(latency));
        try (Sandbox sandbox = Sandbox.start(options)) {
            Installation installation = Installation.create(sandbox, folder, 4, SETTINGS);
            ScriptedProvider away = sandbox.provider("away");
            away.fail(Fault.SERVER_ERROR);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    SteadyLoad parked = SteadyLoad.start(load, "parked-", "high", PARKED_PER_SECOND);
                    SteadyLoad live = SteadyLoad.start(load, "live-", LIVE_PER_SECOND)) {
                List<Long> stops = new ArrayList<>();
                for (int i = 1; i <= STOPS; i++) {
                    stops.add(stopUnderLoad(installation, sandbox.provider("well"), reader, i));
                }
                away.heal();
                List<String> sent = new ArrayList<>(live.end());
                sent.addAll(parked.end());
                try (AppProcess app = AppProcess.start(installation, "one", "enricher,fallback")) {
                    reader.await("a last word for every alert", Duration.ofMinutes(2), seen -> seen.answered(1)
                            .containsAll(sent));
                    assertThat(app.stop(GRACE)).as(app.log()).isZero();
                }
                Figures.tell(String.format(
                        "SIGTERM with both roles, calls in flight and parked alerts: ended with 0 after %s ms", stops));
                Aftermath.verify("SIGTERM during an outage", installation, reader, sent);
            }
        }
    }

    /** Milliseconds that it took to end. */
    private static long stopUnderLoad(Installation installation, ScriptedProvider well, LiveReader reader, int round) {
        int before = reader.done();
        try (AppProcess app = AppProcess.start(installation, "one", "enricher,fallback")) {
            reader.await("answers, and parked alerts", Duration.ofMinutes(2), seen -> {
                int done = seen.done();
                return done >= before + 2 * LIVE_PER_SECOND
                        && seen.answered(0).size() - done >= round * PARKED_AT_LEAST;
            });
            assertThat(well.stats().inFlight())
                    .as("calls in flight at the signal")
                    .isPositive();
            int logged = app.log().length();
            long began = System.nanoTime();
            assertThat(app.stop(GRACE)).as(app.log()).isZero();
            long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
            assertThat(app.log().substring(logged))
                    .contains("stopped clean=\"true\"")
                    .doesNotContain("\tat ");
            return took;
        }
    }
}
