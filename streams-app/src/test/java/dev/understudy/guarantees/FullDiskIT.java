package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the state directory fills up under load: the process ends, says which disk is full and what to do, and does
 * so again when it is started meanwhile; with room made, every alert is answered once.
 */
@Tag("guarantees")
class FullDiskIT {
    private static final int ALERTS = 400;
    private static final int LENGTH = 100_000;
    private static final Duration END = Duration.ofSeconds(90);

    @Test
    void shouldEndWithAClearErrorAndLoseNothing(@TempDir Path folder) throws Exception {
        Path state = Files.createDirectory(folder.resolve("state-one"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", state.toString()),
                "mount is not permitted here");
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 1, TwoProviders.SETTINGS);
            sandbox.providers().forEach(provider -> provider.fail(Fault.NO_ANSWER));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    AppProcess app = start(installation).awaitReady()) {
                List<String> sent = new ArrayList<>(send(load));
                long began = System.nanoTime();
                assertThat(app.exitCode(END)).as("exit code").isEqualTo(1);
                Duration end = Duration.ofNanos(System.nanoTime() - began);
                assertTells(app, state);

                AppProcess early = start(installation);
                assertThat(early.exitCode(END))
                        .as("exit code of a start on a full disk")
                        .isEqualTo(1);
                assertTells(early, state);

                assertThat(run("mount", "-o", "remount,size=1g", state.toString()))
                        .isTrue();
                sandbox.providers().forEach(provider -> provider.heal());
                AppProcess again = start(installation).awaitReady();
                sent.addAll(load.send("after-", 50, 0));
                reader.await(
                        "a last word for all", END, seen -> seen.answered(1).containsAll(sent));
                Calm.verify("Full disk", again);
                assertThat(again.stop(Duration.ofSeconds(30))).as(again.log()).isZero();
                Figures.tell(
                        String.format("Full disk: the instance ended %.1f s after the load", end.toMillis() / 1e3));
                Aftermath.verify("Full disk", installation, reader, sent);
            }
        } finally {
            run("umount", "-l", state.toString());
        }
    }

    private static void assertTells(AppProcess app, Path state) {
        assertThat(app.log())
                .contains("state-dir")
                .contains(state.toString())
                .contains("is full")
                .contains("make room");
        assertThat(Calm.count(app, "a stream thread failed"))
                .as("stream threads that failed")
                .isLessThan(7);
    }

    private static List<String> send(AlertLoad load) {
        String summary = "s".repeat(LENGTH);
        List<Future<RecordMetadata>> sent = IntStream.range(0, ALERTS)
                .mapToObj(i -> load.send(
                        "full-" + i, AlertLoad.json("full-" + i, "warning").replace("Load full", summary)))
                .toList();
        return sent.stream().map(AlertLoad::requestId).toList();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    private static AppProcess start(Installation installation) {
        return AppProcess.start(installation, "one", "enricher,fallback");
    }
}
