package dev.understudy.guarantees;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G4: what an outage may cost. Every provider fails, no breaker helps, and still the calls can be counted beforehand. */
class BoundedWorkIT {
    private static final int ALERTS = 40;
    private static final int MAX_CALLS = 3;
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String PROVIDER = """
              %s: {dialect: openai, base-url: "${%s}", model: m, api-key: key,
                   circuit-breaker: {failure-rate-threshold: 100, minimum-number-of-calls: 10000, sliding-window-size: 10000}}
            """;
    private static final String SETTINGS = """
            deadline: 10s
            max-calls: 3
            retry: {initial: 1s, max: 1s}
            providers:
            """
            + Stream.of("resets", "errs", "mute", "last")
                    .map(name -> PROVIDER.formatted(name, name))
                    .reduce("", String::concat);

    @Test
    void shouldCallNoMoreThanMaxCallsAndOneRoundForEachPauseThoughNothingAnswers(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral()
                .withProviders(named("resets"), named("errs"), named("mute"), named("last")))) {
            sandbox.provider("resets").fail(Fault.RESET_BEFORE_HEADERS);
            sandbox.provider("errs").fail(Fault.SERVER_ERROR);
            sandbox.provider("mute").fail(Fault.EMPTY_CONTENT);
            sandbox.provider("last").fail(Fault.HTML_PAGE);
            Installation installation = Installation.create(sandbox, folder, 2, SETTINGS);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                assertThat(understudy.port()).isPositive();
                List<String> sent = load.send("costly-", ALERTS, 0);
                watch.await(PATIENCE, seen -> seen.attempts().stream().anyMatch(attempt -> attempt.round() > ROUNDS));
                sandbox.providers().forEach(ScriptedProvider::heal);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(sent));

                List<ProviderAttempt> calls = watch.attempts().stream()
                        .filter(ProviderAttempt::called)
                        .toList();
                Map<String, Long> early = calls.stream()
                        .filter(call -> call.round() == 1)
                        .collect(groupingBy(ProviderAttempt::requestId, counting()));
                Figures.row(
                        "nothing answers, no breaker helps",
                        "%d alerts, %d calls in %d rounds"
                                .formatted(
                                        ALERTS,
                                        calls.size(),
                                        calls.stream()
                                                .mapToInt(ProviderAttempt::round)
                                                .max()
                                                .orElseThrow()));
                assertThat(early).hasSize(ALERTS).allSatisfy((request, count) -> assertThat(count)
                        .as("calls before the first revision")
                        .isEqualTo(MAX_CALLS));
                assertThat(calls.stream()
                                .collect(groupingBy(
                                        call -> call.requestId() + " " + call.round() + " " + call.provider())))
                        .allSatisfy((asked, same) -> assertThat(same)
                                .as("the same provider in one round, but for a reconnect: " + asked)
                                .hasSizeLessThanOrEqualTo(isReconnect(same) ? 2 : 1));
                assertThat(calls.stream().map(call -> call.requestId() + " " + call.ordinal()))
                        .as("ordinals")
                        .doesNotHaveDuplicates();
                assertThat(sandbox.providers().stream()
                                .mapToLong(ScriptedProvider::calls)
                                .sum())
                        .as("calls received, each of them recorded")
                        .isEqualTo(calls.size());
            }
        }
    }

    private static boolean isReconnect(List<ProviderAttempt> same) {
        return same.get(0).failure() == FailureReason.CONNECTION_RESET;
    }

    private static ProviderOptions named(String name) {
        return ProviderOptions.of(new OpenAiDialect()).named(name);
    }
}
