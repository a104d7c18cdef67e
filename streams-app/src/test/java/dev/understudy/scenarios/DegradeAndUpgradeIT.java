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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantees G3 and G11 with every provider down, the two roles in two processes, one of them killed. G3 is promised
 * while an instance of each role is up: what came due while there was no fallback consumer is due once it is back and
 * has read what waited for it.
 */
class DegradeAndUpgradeIT {
    private static final int PER_SECOND = 50;
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** For the way there and back. */
    private static final Duration SLACK = Duration.ofSeconds(2);
    /** For a fallback consumer that is ready, cold, and has its backlog to read, on a machine that others use too. */
    private static final Duration CATCH_UP = Duration.ofSeconds(20);

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
                Instant gone = Instant.now();
                CompletableFuture<Instant> back;
                try (AppProcess fallback = AppProcess.start(installation, "two", "fallback")) {
                    back = CompletableFuture.supplyAsync(fallback::awaitReady).thenApply(ready -> Instant.now());
                    sent.addAll(load.send("still-down-", 15 * PER_SECOND, PER_SECOND));
                    watch.await(Duration.ofSeconds(60), seen -> seen.answered(0).containsAll(sent));
                    sandbox.provider("lead").heal();
                    sandbox.provider("stand-in").heal();
                    watch.await(Duration.ofSeconds(90), seen -> seen.answered(1).containsAll(sent));
                    assertThat(fallback.stop(Duration.ofSeconds(25))).isZero();
                }
                watch.poll().poll();

                List<EnrichedIncident> degraded = watch.answers().stream()
                        .filter(answer -> answer.revision() == 0)
                        .toList();
                System.out.printf(
                        "%d alerts, 30 s without a provider, no fallback consumer for %d ms of it: %d degraded, all upgraded, slowest revision 0 after %d ms%n",
                        sent.size(),
                        Duration.between(gone, back.join()).toMillis(),
                        degraded.size(),
                        longest(degraded, DegradeAndUpgradeIT::sentAt).toMillis());
                assertThat(longest(degraded, answer -> due(answer, back.join())))
                        .as("after the deadline, or after the fallback consumer was back and had caught up")
                        .isLessThan(SLACK);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                assertThat(watch.answered(1)).containsExactlyInAnyOrderElementsOf(sent);
            }
        }
    }

    private static Duration longest(List<EnrichedIncident> answers, Function<EnrichedIncident, Instant> from) {
        return answers.stream()
                .map(answer ->
                        Duration.between(from.apply(answer), answer.provenance().producedAt()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant due(EnrichedIncident answer, Instant back) {
        Instant due = sentAt(answer).plus(DEADLINE);
        Instant caughtUp = back.plus(CATCH_UP);
        return due.isBefore(caughtUp) ? caughtUp : due;
    }

    private static Instant sentAt(EnrichedIncident answer) {
        return answer.identity().origin().timestamp();
    }
}
