package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that asks to wait is called right after that wait, and never beyond its configured rate. */
class RetryAfterIT {
    private static final Duration ASKED = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofMillis(250);
    private static final int PER_SECOND = 20;
    private static final int PARKED = 100;
    /** A second, less what the way to the provider may differ from call to call. */
    private static final Duration WINDOW = Duration.ofMillis(950);

    private static final String ONE_PROVIDER = """
            deadline: 10s
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: m, api-key: k, requests-per-minute: 1200}
            """;

    @Test
    void shouldCallAgainRightAfterTheWaitThatTheProviderAskedFor(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            ScriptedProvider provider = sandbox.provider("openai");
            Installation installation = Installation.create(sandbox, folder, 4, ONE_PROVIDER);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                warmUp(provider, load, watch);
                long before = provider.calls();
                provider.behave(
                        Behaviour.failing(Fault.RATE_LIMITED).withPause(ASKED).forNext(1));
                List<String> sent = load.send("limited-", 1, 0);
                watch.await(Duration.ofSeconds(30), seen -> seen.answered(1).containsAll(sent));

                List<ReceivedRequest> calls = provider.requests().all().stream()
                        .filter(request -> request.number() > before)
                        .toList();
                Duration between =
                        Duration.between(calls.get(0).at(), calls.get(1).at());
                System.out.printf("Retry-After: 2; called again after %d ms%n", between.toMillis());
                assertThat(understudy.port()).isPositive();
                assertThat(calls).hasSize(2);
                assertThat(between).isBetween(ASKED, ASKED.plus(SLACK));
            }
        }
    }

    @Test
    void shouldReleaseParkedAlertsAtTheConfiguredRate(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            ScriptedProvider provider = sandbox.provider("openai");
            Installation installation = Installation.create(sandbox, folder, 4, ONE_PROVIDER);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                warmUp(provider, load, watch);
                provider.behave(Behaviour.failing(Fault.RATE_LIMITED).withPause(ASKED));
                List<String> sent = load.send("parked-", PARKED, 0);
                watch.await(Duration.ofSeconds(30), seen -> seen.answered(0).containsAll(sent));
                provider.heal();
                Instant healed = Instant.now();
                long before = provider.calls();
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                List<Instant> calls = provider.requests().all().stream()
                        .filter(request -> request.number() > before)
                        .map(ReceivedRequest::at)
                        .toList();
                long most = calls.stream()
                        .mapToLong(first -> calls.stream()
                                .filter(at -> !at.isBefore(first) && at.isBefore(first.plus(WINDOW)))
                                .count())
                        .max()
                        .orElse(0);
                long refusals = watch.attempts().stream()
                        .filter(attempt -> attempt.startedAt().isAfter(healed))
                        .map(ProviderAttempt::failure)
                        .filter(FailureReason.RATE_CAP::equals)
                        .count();
                System.out.printf(
                        "%d parked alerts at %d calls a second: released in %d ms, at most %d calls in any %d ms; "
                                + "%d refused for the rate%n",
                        PARKED,
                        PER_SECOND,
                        Duration.between(calls.get(0), calls.get(calls.size() - 1))
                                .toMillis(),
                        most,
                        WINDOW.toMillis(),
                        refusals);
                assertThat(understudy.port()).isPositive();
                assertThat(most).isLessThanOrEqualTo(PER_SECOND);
                assertThat(calls).hasSize(PARKED);
                // Each waits in line for the rate, instead of being refused again and again.
                assertThat(refusals).isLessThanOrEqualTo(2 * PARKED);
            }
        }
    }

    private static void warmUp(ScriptedProvider provider, AlertLoad load, TopicWatch watch) {
        List<String> warm = load.send("warm-", PER_SECOND, PER_SECOND / 2);
        watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(warm));
        assertThat(provider.calls()).isGreaterThanOrEqualTo(PER_SECOND);
    }
}
