package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry is away for a minute under load. A running instance goes on answering; one that is killed meanwhile
 * refuses to start, soon and with a line that says why, until the registry is back; nothing is lost.
 */
@Tag("guarantees")
class RegistryGoneIT {
    private static final int PER_SECOND = 20;
    private static final Duration AWAY = Duration.ofMinutes(1);
    private static final Duration BEFORE_THE_KILL = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(30);

    @Test
    void shouldGoOnWithoutItAndRefuseToStartUntilItIsBack(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 2, TwoProviders.SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    AppProcess first = start(installation).awaitReady()) {
                List<String> before = load.send("before-", 20, PER_SECOND);
                reader.await("before", REFUSED_WITHIN, seen -> seen.answered(1).containsAll(before));

                sandbox.registry().stop();
                long away = System.nanoTime();
                sandbox.provider("lead").fail(Fault.SERVER_ERROR);
                List<String> during = load.send("during-", (int) BEFORE_THE_KILL.toSeconds() * PER_SECOND, PER_SECOND);
                reader.await("answers without the registry", REFUSED_WITHIN, seen -> seen.answered(1)
                        .containsAll(during));
                List<Duration> delays = reader.first(during).values().stream()
                        .map(LiveReader.Answer::delay)
                        .sorted()
                        .toList();
                assertThat(delays.get(delays.size() / 2))
                        .as("median of the first word without the registry")
                        .isLessThan(DEADLINE);

                CompletableFuture<List<String>> sending =
                        CompletableFuture.supplyAsync(() -> load.send("killed-", 30 * PER_SECOND, PER_SECOND));
                Seed.pause(Duration.ofSeconds(2));
                first.kill();
                int refusals = 0;
                while (System.nanoTime() - away < AWAY.toNanos()) {
                    AppProcess refused = start(installation);
                    assertThat(refused.exitCode(REFUSED_WITHIN))
                            .as("exit code without a registry")
                            .isEqualTo(1);
                    refusals++;
                }
                assertThat(first.log())
                        .contains("understudy: The schema registry at "
                                + sandbox.registry().url() + " cannot be reached");

                sandbox.registry().restart();
                AppProcess again = start(installation).awaitReady();
                List<String> killed = sending.join();
                List<String> sent = List.of(before, during, killed).stream()
                        .flatMap(List::stream)
                        .toList();
                reader.await("a last word for all", Duration.ofMinutes(1), seen -> seen.answered(1)
                        .containsAll(sent));
                assertThat(again.stop(Duration.ofSeconds(30))).as(again.log()).isZero();
                Figures.tell(String.format(
                        "Registry gone for %d s: %d alerts answered meanwhile, the first word after %d ms (median), %d ms (longest); %d starts refused",
                        AWAY.toSeconds(),
                        during.size(),
                        delays.get(delays.size() / 2).toMillis(),
                        delays.get(delays.size() - 1).toMillis(),
                        refusals));
                Aftermath.verify("Registry gone", installation, reader, sent);
            }
        }
    }

    private static AppProcess start(Installation installation) {
        return AppProcess.start(installation, "one", "enricher,fallback");
    }
}
