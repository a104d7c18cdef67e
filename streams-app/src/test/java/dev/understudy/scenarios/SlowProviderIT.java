package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that is slow, though it never fails, loses its traffic to a faster one, and has it back when it is fast. */
@Tag("guarantees")
class SlowProviderIT {
    private static final int PER_SECOND = 5;
    private static final int WATCHED_SECONDS = 12;
    private static final int PROBES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TOO_SLOW = Duration.ofSeconds(3);
    private static final Behaviour FAST = Behaviour.taking(Latency.fixed(Duration.ofMillis(100)));
    private static final Behaviour SLOW =
            Behaviour.taking(Latency.logNormal(Duration.ofSeconds(6), Duration.ofSeconds(10)));
    private static final String SETTINGS = """
            deadline: 30s
            providers:
              lead:
                {dialect: openai, base-url: "${lead}", model: lead-model, api-key: lead-key, timeout: 20s,
                 circuit-breaker: {slow-call-duration-threshold: 3s, wait-duration-in-open-state: 3s,
                                   minimum-number-of-calls: 10, sliding-window-size: 20}}
              stand-in: {dialect: openai, base-url: "${stand-in}", model: stand-in-model, api-key: stand-in-key}
            """;

    @Test
    void shouldMoveTheTrafficAwayFromASlowProviderAndBackWhenItIsFast(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            ScriptedProvider lead = sandbox.provider("lead");
            ScriptedProvider standIn = sandbox.provider("stand-in");
            lead.behave(FAST);
            standIn.behave(FAST);
            Installation installation = Installation.create(sandbox, folder, 4, SETTINGS);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                assertThat(understudy.port()).isPositive();
                List<String> well = load.send("well-", 5 * PER_SECOND, PER_SECOND);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(well));
                assertThat(standIn.calls()).isZero();
                List<String> sent = new ArrayList<>(well);

                lead.behave(SLOW);
                Instant slow = Instant.now();
                while (standIn.calls() == 0) {
                    sent.addAll(second(load, "slow-" + sent.size() + "-"));
                    assertThat(since(slow)).as("until the traffic moved").isLessThan(PATIENCE);
                }
                Duration away = since(slow);
                List<String> moved = load.send("moved-", WATCHED_SECONDS * PER_SECOND, PER_SECOND);
                sent.addAll(moved);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(moved));
                long probes = calls(lead, "moved-");
                long movedToStandIn = calls(standIn, "moved-");
                long answeredByLead = answers(watch, moved).stream()
                        .filter(SlowProviderIT::isFromLead)
                        .count();

                lead.behave(FAST);
                Instant fast = Instant.now();
                boolean isBack = false;
                while (!isBack) {
                    List<String> last = second(load, "back-" + sent.size() + "-");
                    sent.addAll(last);
                    watch.await(PATIENCE, seen -> seen.answered(1).containsAll(last));
                    isBack = answers(watch, last).stream().allMatch(SlowProviderIT::isFromLead);
                    assertThat(since(fast)).as("until the traffic was back").isLessThan(PATIENCE);
                }
                Duration back = since(fast);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(sent));

                System.out.printf(
                        "slow provider under %d alerts/s: traffic moved away after %d ms; of %d alerts then %d were probes to it, %d went to the other; back %d ms after it was fast again%n",
                        PER_SECOND, away.toMillis(), moved.size(), probes, movedToStandIn, back.toMillis());
                // Each time it opens half, three probes; each probe is slow, and the wait comes on top.
                assertThat(probes)
                        .isLessThanOrEqualTo(PROBES * (1 + WATCHED_SECONDS / TOO_SLOW.toSeconds()))
                        .isGreaterThanOrEqualTo(answeredByLead);
                assertThat(movedToStandIn).isGreaterThanOrEqualTo(moved.size() - probes);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.answers())
                        .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE));
            }
        }
    }

    private static List<String> second(AlertLoad load, String prefix) {
        return load.send(prefix, PER_SECOND, PER_SECOND);
    }

    /** Alerts of this kind that the provider was asked about. */
    private static int calls(ScriptedProvider provider, String prefix) {
        return provider.requests().countBy("Load (" + prefix + "\\d+) rises").size();
    }

    private static List<EnrichedIncident> answers(TopicWatch watch, List<String> requests) {
        return watch.answers().stream()
                .filter(answer -> requests.contains(answer.identity().requestId()))
                .toList();
    }

    private static boolean isFromLead(EnrichedIncident answer) {
        return Objects.equals(answer.provenance().provider(), "lead");
    }

    private static Duration since(Instant began) {
        return Duration.between(began, Instant.now());
    }
}
