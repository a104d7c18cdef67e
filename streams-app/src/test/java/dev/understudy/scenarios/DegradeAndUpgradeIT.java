package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.request.EnrichedIncident;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees G3 and G11 with every provider down, the two roles in two processes, one of them killed. */
class DegradeAndUpgradeIT {
    private static final int PER_SECOND = 50;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @Test
    void shouldDegradeInTimeAndUpgradeEveryAlertThoughTheFallbackConsumerIsKilled(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            Installation installation = Installation.create(
                    sandbox, folder, 4, TwoProviders.SETTINGS.replace("deadline: 5s", "deadline: 20s"));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config());
                    AppProcess enricher = AppProcess.start(installation, "one", "enricher");
                    AppProcess killed = AppProcess.start(installation, "two", "fallback")) {
                enricher.awaitReady();
                killed.awaitReady();
                List<String> sent = new ArrayList<>(load.send("before-", 50, PER_SECOND));
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                sandbox.provider("lead").fail(Fault.SERVER_ERROR);
                sandbox.provider("stand-in").fail(Fault.UNAVAILABLE);
                sent.addAll(load.send("down-", 15 * PER_SECOND, PER_SECOND));
                killed.kill();
                try (AppProcess fallback = AppProcess.start(installation, "two", "fallback")) {
                    sent.addAll(load.send("still-down-", 15 * PER_SECOND, PER_SECOND));
                    watch.await(Duration.ofSeconds(60), seen -> seen.answered(0).containsAll(sent));
                    sandbox.provider("lead").heal();
                    sandbox.provider("stand-in").heal();
                    watch.await(Duration.ofSeconds(90), seen -> seen.answered(1).containsAll(sent));
                    assertThat(fallback.stop(Duration.ofSeconds(25))).isZero();
                }
                watch.poll().poll();

                long slowest = watch.answers().stream()
                        .filter(answer -> answer.revision() == 0)
                        .mapToLong(answer -> sinceSent(answer).toMillis())
                        .max()
                        .orElse(0);
                System.out.printf(
                        "%d alerts, 30 s without a provider, the fallback consumer killed: %d degraded, all upgraded, slowest revision 0 after %d ms%n",
                        sent.size(),
                        watch.answers().stream()
                                .filter(answer -> answer.revision() == 0)
                                .count(),
                        slowest);
                assertThat(slowest).isLessThan(DEADLINE.plusSeconds(1).toMillis());
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                assertThat(watch.answered(1)).containsExactlyInAnyOrderElementsOf(sent);
            }
        }
    }

    private static Duration sinceSent(EnrichedIncident answer) {
        return Duration.between(
                answer.identity().origin().timestamp(), answer.provenance().producedAt());
    }
}
