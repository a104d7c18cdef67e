package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.UnderstudyCommand;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Pipeline;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.source.JsonAlerts;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider dies in the middle of the work: both roles in one process. */
class FailoverIT {
    private static final int PER_SECOND = 100;
    private static final Duration AUTH_PROBE = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(3);

    @Test
    void shouldAnswerEveryAlertThroughTheStandInWhenTheLeadsAccountIsDeactivated(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                assertThat(understudy.port()).isPositive();
                List<String> sent = new ArrayList<>(load.send("well-", 3 * PER_SECOND, PER_SECOND));
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));
                long leadCalls = sandbox.provider("lead").calls();

                sandbox.provider("lead").fail(Fault.ACCOUNT_DEACTIVATED);
                sent.addAll(load.send("dead-", 6 * PER_SECOND, PER_SECOND));
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));
                long wasted = sandbox.provider("lead").calls() - leadCalls;

                sandbox.provider("lead").heal();
                Instant healed = Instant.now();
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                    sent.addAll(load.send("healed-" + sent.size() + "-", 10, PER_SECOND));
                    return watch.poll().answers().stream().anyMatch(answer -> isFromLeadAfter(answer, healed));
                });
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                Duration back = watch.answers().stream()
                        .filter(answer -> isFromLeadAfter(answer, healed))
                        .map(answer ->
                                Duration.between(healed, answer.provenance().producedAt()))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                List<Long> delays = failoverDelays(watch.answers());
                System.out.printf(
                        "lead dead under %d alerts/s: %d calls wasted on it, %d alerts failed over after a call, delay p50 %d ms, p99 %d ms; back %d ms after it was mended%n",
                        PER_SECOND,
                        wasted,
                        delays.size(),
                        percentile(delays, 50),
                        percentile(delays, 99),
                        back.toMillis());
                assertThat(back).isLessThan(AUTH_PROBE.plus(SLACK));
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                // In flight when it died, and a few probes every two seconds.
                assertThat(wasted).isBetween(1L, PER_SECOND / 2L);
                assertThat(watch.answers())
                        .filteredOn(answer -> answer.alert().fingerprint().startsWith("dead-"))
                        .allSatisfy(answer ->
                                assertThat(answer.provenance().provider()).isEqualTo("stand-in"));
            }
        }
    }

    @Test
    void shouldDrainRequestsParkedUnderAProviderThatIsNoLongerConfigured(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            sandbox.provider("lead").fail(Fault.SERVER_ERROR);
            // The breaker stays closed, so that each of the requests is parked under the lead.
            String patient = TwoProviders.SETTINGS.replace(
                    "minimum-number-of-calls: 5, sliding-window-size: 10",
                    "minimum-number-of-calls: 1000, sliding-window-size: 1000");
            Installation before = Installation.create(sandbox, folder, 4, patient);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(before.config())) {
                List<String> sent;
                try (Understudy enricher = before.start(Role.ENRICHER)) {
                    assertThat(enricher.port()).isPositive();
                    sent = load.send("parked-", 100, 0);
                    watch.await(Duration.ofSeconds(60), seen -> seen.count(Topics.retry("lead")) >= sent.size());
                }
                assertThat(parkedList(before)).contains("100 waiting");
                String withoutLead = before.settings().replaceAll("(?s)  lead:.*?(?=  stand-in:)", "");
                Installation after = Installation.on(sandbox, folder, withoutLead);
                try (Understudy fallback = after.start(Role.ENRICHER, Role.FALLBACK)) {
                    assertThat(fallback.port()).isPositive();
                    watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));
                }
                assertThat(after.config().providers()).doesNotContainKey("lead");
                assertThat(watch.duplicates()).isEmpty();
            }
        }
    }

    private static String parkedList(Installation installation) {
        StringWriter out = new StringWriter();
        UnderstudyCommand.Parts parts =
                new UnderstudyCommand.Parts(Pipeline::create, new JsonAlerts(Clock.systemUTC()), Map.of());
        UnderstudyCommand.create(parts)
                .setOut(new PrintWriter(out))
                .execute(
                        "parked",
                        "list",
                        "--config",
                        installation.file("list", 0).toString());
        return out.toString();
    }

    private static boolean isFromLeadAfter(EnrichedIncident answer, Instant healed) {
        return "lead".equals(answer.provenance().provider())
                && answer.outcome() == EnrichmentOutcome.COMPLETE
                && answer.provenance().producedAt().isAfter(healed);
    }

    /** From the start of the call that failed to the answer of the stand-in, in milliseconds. */
    private static List<Long> failoverDelays(List<EnrichedIncident> answers) {
        List<Long> delays = new ArrayList<>();
        for (EnrichedIncident answer : answers) {
            List<ProviderAttempt> attempts = answer.provenance().attempts();
            if (attempts.size() > 1
                    && attempts.get(0).called()
                    && attempts.get(0).failure() != null) {
                delays.add(Duration.between(
                                attempts.get(0).startedAt(), answer.provenance().producedAt())
                        .toMillis());
            }
        }
        return delays.stream().sorted().toList();
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
