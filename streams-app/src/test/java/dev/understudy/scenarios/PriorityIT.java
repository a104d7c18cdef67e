package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.MetricsPage;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An urgent alert overtakes thousands that wait in the tasks of an instance, and they are all answered after it. */
@Tag("guarantees")
class PriorityIT {
    private static final int PARTITIONS = 12;
    private static final int WARNINGS = 5_100;
    private static final int QUEUED = 5_000;
    private static final int PERMITS = 10;
    private static final int FURTHER = 19;

    /** Until all warnings wait, the permits are held by ten slow calls. */
    private static final Duration HELD = Duration.ofSeconds(20);

    /** Longer than the stream thread ever takes from one task's turn to its next. */
    private static final Duration CALL = Duration.ofSeconds(1);

    /**
     * Calls for others before the critical alert's own: a permit that was on its way to a warning already is used for it,
     * and each of the others once at the most, while the critical alert's own is on its way.
     */
    private static final int MOST_OTHERS = 2 * PERMITS - 1;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String SETTINGS = """
            deadline: 10m
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: m, api-key: k, timeout: 60s,
                       max-concurrent: 10, max-queued: 20000}
            """;

    /** A critical alert: when it was taken on, when its call began, and the calls for others that began in between. */
    private record Overtaking(Instant takenOn, Instant called, long others) {}

    @Test
    void shouldCallForACriticalAlertAtTheNextPermitThoughFiveThousandWarningsWait(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            ScriptedProvider provider = sandbox.provider("openai");
            provider.behave(
                    Behaviour.taking(Latency.fixed(HELD)).forNext(PERMITS), Behaviour.taking(Latency.fixed(CALL)));
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, SETTINGS);
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                MetricsPage metrics = new MetricsPage(understudy.port());
                List<String> warnings = load.send("warning-", WARNINGS, 0);
                watch.await(PATIENCE, seen -> metrics.value("understudy_inflight_queued") >= QUEUED);
                int queued = (int) metrics.value("understudy_inflight_queued");

                List<String> criticals = new ArrayList<>(load.send("critical-first-", "critical", 1, 0));
                watch.await(PATIENCE, seen -> seen.count(Topics.ENRICHED) > PERMITS);
                criticals.addAll(load.send("critical-", "critical", FURTHER, 2));
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(criticals));
                provider.behave(Behaviour.healthy());
                watch.await(PATIENCE, seen -> seen.count(Topics.ENRICHED) == WARNINGS + 1 + FURTHER);

                List<Overtaking> overtakings = criticals.stream()
                        .map(request -> overtaking(
                                answer(watch, request), provider.requests().all()))
                        .toList();
                Overtaking first = overtakings.get(0);
                long most =
                        overtakings.stream().mapToLong(Overtaking::others).max().orElseThrow();
                System.out.printf(
                        "%d warnings queued, %d permits: calls for others between a critical alert and its own: %s; "
                                + "the first waited %d ms for the calls in flight, the others at most %d ms%n",
                        queued,
                        PERMITS,
                        overtakings.stream().map(Overtaking::others).toList(),
                        waited(first),
                        overtakings.stream()
                                .skip(1)
                                .mapToLong(PriorityIT::waited)
                                .max()
                                .orElseThrow());

                assertThat(first.others()).isLessThan(PERMITS);
                assertThat(most).isLessThanOrEqualTo(MOST_OTHERS);
                assertThat(watch.answered(1)).containsAll(warnings).containsAll(criticals);
                assertThat(watch.answers())
                        .extracting(EnrichedIncident::outcome)
                        .containsOnly(EnrichmentOutcome.COMPLETE);
                assertThat(watch.duplicates()).isEmpty();
            }
        }
    }

    private static EnrichedIncident answer(TopicWatch watch, String request) {
        return watch.answers().stream()
                .filter(answer -> answer.identity().requestId().equals(request))
                .findFirst()
                .orElseThrow();
    }

    private static Overtaking overtaking(EnrichedIncident answer, List<ReceivedRequest> calls) {
        String fingerprint = answer.alert().fingerprint();
        Instant takenOn = answer.alert().times().receivedAt();
        ReceivedRequest own = calls.stream()
                .filter(call -> call.body().contains("Load " + fingerprint + " rises"))
                .findFirst()
                .orElseThrow();
        long others = calls.stream()
                .filter(call -> call.at().isAfter(takenOn) && call.number() < own.number())
                .filter(call -> !call.body().contains("Load critical-"))
                .count();
        return new Overtaking(takenOn, own.at(), others);
    }

    private static long waited(Overtaking overtaking) {
        return Duration.between(overtaking.takenOn(), overtaking.called()).toMillis();
    }
}
