package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same failover, however the two roles are spread over processes. */
class RoleLayoutsIT {
    private static final int PER_SECOND = 50;

    @Test
    void shouldFailOverDegradeAndUpgradeWithAProcessForEachRole(@TempDir Path folder) {
        failOverDegradeAndUpgrade("enricher fallback", folder);
    }

    @ParameterizedTest
    @Tag("guarantees")
    @ValueSource(strings = {"enricher,fallback", "enricher enricher fallback fallback"})
    void shouldFailOverDegradeAndUpgradeInAnyLayout(String layout, @TempDir Path folder) {
        failOverDegradeAndUpgrade(layout, folder);
    }

    /** @param layout the roles of each process, separated by blanks */
    private static void failOverDegradeAndUpgrade(String layout, Path folder) {
        List<AppProcess> processes = new ArrayList<>();
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                for (String roles : List.of(layout.split(" ", -1))) {
                    processes.add(AppProcess.start(installation, "p" + processes.size(), roles));
                }
                processes.forEach(AppProcess::awaitReady);

                List<String> sent = new ArrayList<>(load.send("well-", PER_SECOND, PER_SECOND));
                sandbox.provider("lead").fail(Fault.ACCOUNT_DEACTIVATED);
                sent.addAll(load.send("lead-dead-", 3 * PER_SECOND, PER_SECOND));
                sandbox.provider("stand-in").fail(Fault.SERVER_ERROR);
                sent.addAll(load.send("all-dead-", 3 * PER_SECOND, PER_SECOND));
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(0).containsAll(sent));
                sandbox.provider("lead").heal();
                sandbox.provider("stand-in").heal();
                try {
                    watch.await(Duration.ofSeconds(90), seen -> seen.answered(1).containsAll(sent));
                } catch (AssertionError late) {
                    throw new AssertionError(late.getMessage() + watch.unanswered(sent), late);
                }
                watch.poll().poll();

                assertThat(watch.answered(1)).containsExactlyInAnyOrderElementsOf(sent);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                assertThat(watch.answers()).anyMatch(answer -> answer.revision() == 0);
            } finally {
                processes.forEach(AppProcess::close);
            }
        }
    }
}
