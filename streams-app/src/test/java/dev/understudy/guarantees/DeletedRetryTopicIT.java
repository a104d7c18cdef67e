package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A retry topic is deleted under load, with requests parked: the instance ends and says which topic to make again, a
 * start is refused with the same words until it is there, and then every alert is answered, since parked requests live
 * in the store of the fallback consumer.
 */
@Tag("guarantees")
class DeletedRetryTopicIT {
    private static final Duration END = Duration.ofSeconds(90);
    private static final String TOPIC = Topics.retry("lead");

    @Test
    void shouldEndSayWhatToDoAndAnswerEverythingAfterwards(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            String settings =
                    TwoProviders.SETTINGS.replace("retry: {initial: 1s, max: 3s}", "retry: {initial: 15s, max: 20s}");
            Installation installation = Installation.create(sandbox, folder, 2, settings);
            sandbox.providers().forEach(provider -> provider.fail(Fault.SERVER_ERROR));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    AppProcess app = start(installation).awaitReady()) {
                List<String> sent = new ArrayList<>(load.send("parked-", 100, 0));
                reader.await("a first word", END, seen -> seen.answered(0).containsAll(sent));
                Seed.pause(Duration.ofSeconds(1));

                CompletableFuture<List<String>> sending =
                        CompletableFuture.supplyAsync(() -> load.send("during-", 200, 20));
                long deleted = System.nanoTime();
                delete(sandbox);
                assertThat(app.exitCode(END)).as("exit code").isEqualTo(1);
                Duration end = Duration.ofNanos(System.nanoTime() - deleted);
                assertThat(app.log()).contains(TOPIC).contains("understudy topics create");
                int failures = Calm.count(app, "a stream thread failed");
                assertThat(failures).as("stream threads that failed").isLessThan(4);

                AppProcess refused = start(installation);
                assertThat(refused.exitCode(END))
                        .as("exit code of a start without the topic")
                        .isEqualTo(1);
                assertThat(refused.log())
                        .contains("topics: " + TOPIC + " is missing")
                        .contains("run: understudy topics create");

                sent.addAll(sending.join());
                assertThat(run("topics", "create", installation).exitCode()).isZero();
                sandbox.providers().forEach(provider -> provider.heal());
                AppProcess again = start(installation).awaitReady();
                reader.await(
                        "a last word for all", END, seen -> seen.answered(1).containsAll(sent));
                Calm.verify("Deleted retry topic", again);
                assertThat(again.stop(Duration.ofSeconds(30))).as(again.log()).isZero();
                Figures.tell(String.format(
                        "Deleted retry topic: the instance ended %.1f s after the topic, %d stream threads failed",
                        end.toMillis() / 1e3, failures));
                Aftermath.verify("Deleted retry topic", installation, reader, sent);
            }
        }
    }

    private static CommandRun run(String command, String action, Installation installation) {
        return CommandRun.here(
                Map.of(),
                command,
                action,
                "--config",
                installation.file("creator", 0).toString());
    }

    private static void delete(Sandbox sandbox) throws InterruptedException, ExecutionException {
        try (Admin admin = sandbox.broker().admin()) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
        }
    }

    private static AppProcess start(Installation installation) {
        return AppProcess.start(installation, "one", "enricher,fallback");
    }
}
