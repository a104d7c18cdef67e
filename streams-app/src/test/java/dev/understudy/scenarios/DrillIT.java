package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.MetricsPage;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A healthy lead is drilled under load, with the command that an operator types. */
class DrillIT {
    private static final int PER_SECOND = 50;
    private static final Duration LENGTH = Duration.ofSeconds(5);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(2);

    @Test
    void shouldAnswerThroughTheStandInDuringADrillAndThroughTheLeadRightAfterIt(@TempDir Path folder)
            throws IOException {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 4, settings());
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                MetricsPage metrics = new MetricsPage(understudy.port());
                List<String> sent = new ArrayList<>(load.send("well-", 2 * PER_SECOND, PER_SECOND));
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                Instant drilled = Instant.now();
                CommandRun drill =
                        drill(installation, "--provider", "lead", "--fault", "account-deactivated", "--for", "5s");
                assertThat(drill.exitCode()).as(drill.err()).isZero();
                Instant begun = Instant.now();
                assertThat(metrics.value("understudy_provider_drill")).isEqualTo(1);
                assertThat(drill(installation, "--list").out()).startsWith("lead  account-deactivated  since ");
                sent.addAll(load.send("drilled-", 4 * PER_SECOND, PER_SECOND));

                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                    sent.addAll(load.send("after-" + sent.size() + "-", 10, PER_SECOND));
                    return watch.poll().answers().stream().anyMatch(answer -> isFromLeadSince(answer, drilled));
                });
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                // A little early, since the command takes its time: what is measured from it is rather too long.
                Instant over = drilled.plus(LENGTH);
                Duration back = watch.answers().stream()
                        .filter(answer -> isFromLeadSince(answer, drilled))
                        .map(answer ->
                                Duration.between(over, answer.provenance().producedAt()))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                System.out.printf(
                        "lead drilled for 5 s under %d alerts/s: back %d ms after its end, with auth-probe 5m%n",
                        PER_SECOND, back.toMillis());
                assertThat(back).isBetween(Duration.ZERO, BACK_WITHIN);
                assertThat(metrics.value("understudy_provider_drill")).isZero();
                assertThat(watch.answers())
                        .filteredOn(answer -> answer.alert().fingerprint().startsWith("drilled-")
                                && answer.provenance().producedAt().isBefore(over))
                        .hasSizeGreaterThan(PER_SECOND)
                        .allSatisfy(answer ->
                                assertThat(answer.provenance().provider()).isEqualTo("stand-in"));
                assertThat(watch.attempts())
                        .filteredOn(attempt -> attempt.provider().equals("lead")
                                && attempt.called()
                                && attempt.startedAt().isAfter(begun)
                                && attempt.startedAt().isBefore(over))
                        .isNotEmpty()
                        .allSatisfy(DrillIT::assertDrilled);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
            }
        }
    }

    private static String settings() {
        return TwoProviders.SETTINGS.replace("auth-probe: 2s", "auth-probe: 5m") + "admin: {enabled: true, port: "
                + Ports.free() + ", token: hunter2}\n";
    }

    private static CommandRun drill(Installation installation, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("drill", "--config", installation.file("one", 0).toString()));
        all.addAll(List.of(arguments));
        return CommandRun.here(Map.of(), all.toArray(String[]::new));
    }

    private static void assertDrilled(ProviderAttempt attempt) {
        assertThat(attempt.failure()).isEqualTo(FailureReason.ACCOUNT_DEACTIVATED);
        assertThat(attempt.detail().message()).isEqualTo("drill: the account is deactivated");
    }

    private static boolean isFromLeadSince(EnrichedIncident answer, Instant drilled) {
        return "lead".equals(answer.provenance().provider())
                && answer.outcome() == EnrichmentOutcome.COMPLETE
                && answer.alert().times().receivedAt().isAfter(drilled);
    }
}
