package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that is good for ten seconds and hangs for ten, for minutes: nobody waits longer than the deadline. */
@Tag("soak")
class FlappingSoakIT {
    private static final int PER_SECOND = 20;
    private static final int PHASE_SECONDS = 10;
    private static final int PHASES = 18;
    /** That of {@link TwoProviders#SETTINGS}. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Test
    void shouldKeepTheDeadlineOfEveryAlertWhileTheFirstProviderFlaps(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS);
            assertThat(installation.config().deadline()).isEqualTo(DEADLINE);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                assertThat(understudy.port()).isPositive();
                List<String> warm = load.send("warm-", PER_SECOND, PER_SECOND);
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(warm));

                List<String> sent = new ArrayList<>();
                for (int phase = 0; phase < PHASES; phase++) {
                    if (phase % 2 == 0) {
                        sandbox.provider("lead").heal();
                    } else {
                        sandbox.provider("lead").fail(Fault.NO_ANSWER);
                    }
                    sent.addAll(load.send("phase-" + phase + "-", PHASE_SECONDS * PER_SECOND, PER_SECOND));
                    watch.poll();
                }
                sandbox.provider("lead").heal();
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                List<Long> waits = firstRevisions(watch, sent).stream()
                        .map(answer -> endToEnd(answer).toMillis())
                        .sorted()
                        .toList();
                List<ProviderAttempt> wasted = watch.attempts().stream()
                        .filter(attempt -> attempt.called() && attempt.failure() != null)
                        .toList();
                System.out.printf(
                        "%d alerts, the first provider %d s good and %d s hanging in turn: %d calls wasted; %d revisions 0, %d revisions 1, of which %d by the first provider; first revision p50 %d ms, p99 %d ms, longest %d ms%n",
                        sent.size(),
                        PHASE_SECONDS,
                        PHASE_SECONDS,
                        wasted.size(),
                        revisions(watch, sent, 0).size(),
                        revisions(watch, sent, 1).size(),
                        revisions(watch, sent, 1).stream()
                                .filter(answer ->
                                        "lead".equals(answer.provenance().provider()))
                                .count(),
                        waits.get(waits.size() / 2),
                        waits.get(waits.size() * 99 / 100),
                        waits.get(waits.size() - 1));
                assertThat(waits).hasSameSizeAs(sent).last().satisfies(longest -> assertThat(longest)
                        .isLessThanOrEqualTo(DEADLINE.toMillis()));
                // The breaker sees a hanging call only once it has timed out: most of a phase it must stay open.
                assertThat(wasted).hasSizeLessThan(sent.size() / 4);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
            }
        }
    }

    private static List<EnrichedIncident> revisions(TopicWatch watch, List<String> sent, int revision) {
        Set<String> requests = Set.copyOf(sent);
        return watch.answers().stream()
                .filter(answer -> requests.contains(answer.identity().requestId()))
                .filter(answer -> answer.revision() == revision)
                .toList();
    }

    private static List<EnrichedIncident> firstRevisions(TopicWatch watch, List<String> sent) {
        Map<String, EnrichedIncident> first = new HashMap<>();
        revisions(watch, sent, 1).forEach(answer -> first.put(answer.identity().requestId(), answer));
        revisions(watch, sent, 0).forEach(answer -> first.put(answer.identity().requestId(), answer));
        return List.copyOf(first.values());
    }

    /** From the send to the answer. */
    private static Duration endToEnd(EnrichedIncident answer) {
        return Duration.between(
                answer.identity().origin().timestamp(), answer.provenance().producedAt());
    }
}
