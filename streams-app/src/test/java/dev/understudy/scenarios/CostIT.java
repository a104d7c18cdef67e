package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers, attempts and the command say the same of what calls cost. */
class CostIT {
    private static final int ALERTS = 40;

    @Test
    void shouldAddUpToTheSameInAnswersAttemptsAndCommand(@TempDir Path folder) {
        String priced = TwoProviders.SETTINGS.replace(
                "timeout: 4s", "timeout: 4s, price: {input-per-million: 2.50, output-per-million: 10}");
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            sandbox.provider("lead")
                    .behave(Behaviour.failing(Fault.MISSING_FIELD).onShare(0.3));
            Installation installation = Installation.create(sandbox, folder, 2, priced);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                assertThat(understudy.port()).isPositive();
                List<String> sent = load.send("cost-", ALERTS, 0);
                watch.await(Duration.ofMinutes(1), seen -> seen.answered(1).containsAll(sent));

                long inAttempts = micros(watch.attempts().stream());
                long inAnswers = micros(watch.answers().stream()
                        .filter(answer -> answer.revision() == 1)
                        .flatMap(answer -> answer.provenance().attempts().stream()));
                assertThat(inAttempts).isPositive().isEqualTo(inAnswers);
                for (String by : List.of("provider", "service", "day")) {
                    List<String> rows = run(installation, by).lines().toList();
                    assertThat(rows.get(0)).startsWith(by + ",calls,");
                    assertThat(rows.stream()
                                    .skip(1)
                                    .map(row -> new BigDecimal(row.split(",", -1)[5]))
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                                    .movePointRight(6)
                                    .longValueExact())
                            .as(by)
                            .isEqualTo(inAttempts);
                    assertThat(rows.stream()
                                    .skip(1)
                                    .mapToLong(row -> Long.parseLong(row.split(",", -1)[1]))
                                    .sum())
                            .as(by)
                            .isEqualTo(watch.attempts().stream()
                                    .filter(ProviderAttempt::called)
                                    .count());
                }
            }
        }
    }

    private static String run(Installation installation, String by) {
        CommandRun run = CommandRun.here(
                Map.of(),
                "cost",
                "--csv",
                "--by",
                by,
                "--config",
                installation.file("one", 0).toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private static long micros(Stream<ProviderAttempt> attempts) {
        return attempts.map(ProviderAttempt::costUsdMicros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
