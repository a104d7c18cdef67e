package dev.understudy.scenarios;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.ProductionState;
import dev.understudy.testing.ReplayedAnswers;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of an hour are run again: all of them, and those that were degraded; then nothing is left of it. */
class ReplayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> answered = new ArrayList<>();
    private final List<String> degraded = new ArrayList<>();

    @Test
    void shouldAnswerAlertsAgainAndTouchNothing(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 2, TwoProviders.SETTINGS);
            produce(sandbox, installation);
            CommandRun early = replay(installation, folder, "--providers", "real");
            assertThat(early.exitCode()).isEqualTo(1);
            assertThat(early.err()).contains("Subject incidents-value does not hold", "understudy schemas register");
            assertThat(run(installation, "schemas", "register").exitCode()).isZero();
            // Names that look like those of a replay, and are none.
            sandbox.broker()
                    .createTopics(Stream.of("incidents.replay", "incidents.replay.Mine", "understudy-replay-enricher")
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList());
            ProductionState before = ProductionState.of(sandbox);

            CommandRun all = replay(installation, folder, "--providers", "real", "--run", "all");

            assertThat(all.exitCode()).as(all.err()).isZero();
            assertThat(all.err()).contains("28 alerts; left out: 1 resolved, 1 not understood, 0 beyond --max-alerts");
            assertThat(ReplayedAnswers.read(folder.resolve("answers")).requests())
                    .as("under the ids of production, each once")
                    .doesNotHaveDuplicates()
                    .containsAll(answered)
                    .containsAll(degraded)
                    .hasSize(28);
            assertThat(ReplayedAnswers.read(folder.resolve("answers")).lines())
                    .allSatisfy(line -> assertThat(line).contains("\"revision\":1", "\"degraded\":false"));
            assertThat(ProductionState.of(sandbox)).isEqualTo(before);
            assertThat(folder.resolve("state-one").resolve("replay").resolve("all"))
                    .doesNotExist();

            CommandRun some = replay(installation, folder, "--providers", "real", "--only", "degraded", "--keep");

            assertThat(some.exitCode()).as(some.err()).isZero();
            assertThat(ReplayedAnswers.read(folder.resolve("answers")).requests().stream()
                            .collect(toSet()))
                    .containsExactlyInAnyOrderElementsOf(degraded);
            assertThat(ProductionState.of(sandbox).ends()).containsAllEntriesOf(before.ends());
            assertThat(ProductionState.of(sandbox)).as("it was to be kept").isNotEqualTo(before);

            CommandRun clean = run(installation, "replay", "clean", "--all");

            assertThat(clean.exitCode()).as(clean.err()).isZero();
            assertThat(clean.out()).containsPattern("removed \\d{8}t\\d{6}: \\d+ topics");
            assertThat(ProductionState.of(sandbox)).isEqualTo(before);
        }
    }

    /** 24 alerts with an answer, 4 that no provider answers, one that is over, and what is no alert. */
    @SuppressWarnings("try") // it only has to run
    private void produce(Sandbox sandbox, Installation installation) throws Exception {
        try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                TopicWatch watch = new TopicWatch(installation.config())) {
            answered.addAll(load.send("well-", 24, 0));
            load.send("well-0", AlertLoad.json("well-0", "warning").replace("FIRING", "RESOLVED"))
                    .get();
            load.send("nothing", "no alert").get();
            watch.await(
                    PATIENCE,
                    seen -> seen.answered(1).containsAll(answered) && seen.count("incidents.dead-letter") == 1);
            sandbox.provider("lead").fail(Fault.SERVER_ERROR);
            sandbox.provider("stand-in").fail(Fault.UNAVAILABLE);
            degraded.addAll(load.send("ill-", 4, 0));
            watch.await(PATIENCE, seen -> seen.answered(0).containsAll(degraded));
        }
        sandbox.provider("lead").heal();
        sandbox.provider("stand-in").heal();
    }

    private static CommandRun replay(Installation installation, Path folder, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "replay",
                "--from",
                "1h",
                "--patience",
                "20s",
                "--out",
                folder.resolve("answers").toString()));
        all.addAll(List.of(options));
        return run(installation, all.toArray(String[]::new));
    }

    private static CommandRun run(Installation installation, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", installation.file("one", 0).toString()));
        return CommandRun.here(Map.of(), all.toArray(String[]::new));
    }
}
