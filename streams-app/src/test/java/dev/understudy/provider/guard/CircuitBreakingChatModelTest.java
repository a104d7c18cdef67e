package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("FutureReturnValueIgnored") // the exchange holds the other end
class CircuitBreakingChatModelTest {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration AUTH_PROBE = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final ScriptedExchange exchange = new ScriptedExchange();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProviderMetrics metrics = new ProviderMetrics(registry);
    private final LaneBreaker breaker = new LaneBreaker(
            new LaneBreaker.Name("openai", "default", true),
            SampleProviders.openAi().build(),
            metrics,
            clock);
    private final ChatModel model = CircuitBreakingChatModel.wrap(exchange, breaker, clock);

    private void failTimes(int times, FailureReason reason) {
        for (int i = 0; i < times; i++) {
            exchange.next(reason);
            model.call(ScriptedExchange.REQUEST).join();
        }
    }

    private Outcome call() {
        return model.call(ScriptedExchange.REQUEST).join();
    }

    private static Outcome refused(Duration remaining) {
        return new Outcome.Refused(FailureReason.BREAKER_OPEN, remaining);
    }

    @Test
    void shouldOpenWhenHalfOfTheCallsFail() {
        failTimes(4, FailureReason.SERVER_ERROR);
        int made = exchange.calls();

        Outcome outcome = call();

        assertThat(outcome).isEqualTo(refused(WAIT));
        assertThat(exchange.calls()).isEqualTo(made);
        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.OPEN);
        assertThat(breaker.state().reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(breaker.state().since()).isEqualTo(clock.instant());
        assertThat(breaker.state().nextProbe()).isEqualTo(clock.instant().plus(WAIT));
    }

    @Test
    void shouldNameTheFailureThoughASuccessIsTheLastResultBeforeItOpens() {
        failTimes(3, FailureReason.SERVER_ERROR);
        call();

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.OPEN);
        assertThat(breaker.state().reason()).isEqualTo(FailureReason.SERVER_ERROR);
    }

    @Test
    void shouldSayHowLongItStaysOpen() {
        failTimes(4, FailureReason.CONNECT_FAILED);
        clock.advance(Duration.ofSeconds(4));

        assertThat(call()).isEqualTo(refused(Duration.ofSeconds(6)));
    }

    @Test
    void shouldCloseAfterProbesThatSucceed() {
        failTimes(4, FailureReason.OVERLOADED);
        clock.advance(WAIT.plusMillis(1));

        call();
        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.PROBING);
        call();

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
        assertThat(breaker.state().reason()).isNull();
    }

    @Test
    void shouldKeepTheBeginningOfTheOutageWhenProbesFail() {
        failTimes(4, FailureReason.OVERLOADED);
        var began = clock.instant();
        clock.advance(WAIT.plusMillis(1));

        failTimes(2, FailureReason.SERVER_ERROR);

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.OPEN);
        assertThat(breaker.state().since()).isEqualTo(began);
        assertThat(breaker.state().nextProbe()).isEqualTo(clock.instant().plus(WAIT));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"QUOTA_EXHAUSTED", "AUTHENTICATION_FAILED", "ACCOUNT_DEACTIVATED", "PERMISSION_DENIED"})
    void shouldOpenAtOnceWhenOnlyAHumanCanMendIt(FailureReason reason) {
        exchange.next(reason);

        call();

        assertThat(call()).isEqualTo(refused(AUTH_PROBE));
        assertThat(breaker.state().reason()).isEqualTo(reason);
    }

    @Test
    void shouldWaitForTheAuthProbeAgainWhenTheProbeIsTurnedDown() {
        failTimes(1, FailureReason.AUTHENTICATION_FAILED);
        clock.advance(AUTH_PROBE.plusMillis(1));

        failTimes(1, FailureReason.AUTHENTICATION_FAILED);

        assertThat(call()).isEqualTo(refused(AUTH_PROBE));
    }

    @Test
    void shouldOpenForAHumanEvenWhenItIsOpenAlready() {
        CompletableFuture<Outcome> late = exchange.pending();
        model.call(ScriptedExchange.REQUEST);
        failTimes(4, FailureReason.SERVER_ERROR);

        late.complete(ScriptedExchange.failed(FailureReason.ACCOUNT_DEACTIVATED));

        assertThat(breaker.state().reason()).isEqualTo(FailureReason.ACCOUNT_DEACTIVATED);
        assertThat(call()).isEqualTo(refused(AUTH_PROBE));
        clock.advance(WAIT.plusMillis(1));
        assertThat(call()).isEqualTo(refused(AUTH_PROBE.minus(WAIT).minusMillis(1)));
    }

    @Test
    void shouldIgnoreALateRefusalOfTheOldKeyWhileProbing() {
        CompletableFuture<Outcome> late = exchange.pending();
        model.call(ScriptedExchange.REQUEST);
        failTimes(1, FailureReason.AUTHENTICATION_FAILED);
        clock.advance(AUTH_PROBE.plusMillis(1));
        call();

        late.complete(ScriptedExchange.failed(FailureReason.AUTHENTICATION_FAILED));

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.PROBING);
    }

    @Test
    void shouldLetExactlyThePermittedProbesThroughAfterTheAuthProbe() {
        failTimes(1, FailureReason.ACCOUNT_DEACTIVATED);
        int made = exchange.calls();
        clock.advance(AUTH_PROBE.minusMillis(1));
        assertThat(call()).isEqualTo(refused(Duration.ofMillis(1)));
        clock.advance(Duration.ofMillis(2));
        CompletableFuture<Outcome> first = exchange.pending();
        CompletableFuture<Outcome> second = exchange.pending();

        for (int i = 0; i < 5; i++) {
            model.call(ScriptedExchange.REQUEST);
        }

        assertThat(exchange.calls()).isEqualTo(made + 2);
        first.complete(ScriptedExchange.COMPLETED);
        second.complete(ScriptedExchange.COMPLETED);
        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldTellAHumanOnceAnOutage() {
        try (LoggedEvents logged = LoggedEvents.of(LaneBreaker.class)) {
            failTimes(4, FailureReason.SERVER_ERROR);
            clock.advance(WAIT.plusMillis(1));
            failTimes(1, FailureReason.ACCOUNT_DEACTIVATED);
            for (int probe = 0; probe < 3; probe++) {
                clock.advance(AUTH_PROBE.plusMillis(1));
                failTimes(1, FailureReason.ACCOUNT_DEACTIVATED);
            }
            clock.advance(AUTH_PROBE.plusMillis(1));
            call();
            call();

            assertThat(logged.lines())
                    .containsExactly(
                            "WARN The provider gets no calls until a probe succeeds: it failed on its own side; "
                                    + "look at its status page, and try again later.",
                            "ERROR The provider gets no calls until a probe succeeds: it says that the account is "
                                    + "deactivated; log in to its console.",
                            "INFO The provider takes calls again.");
        }
        assertThat(outages("SERVER_ERROR")).isEqualTo(1);
        assertThat(outages("ACCOUNT_DEACTIVATED")).isEqualTo(1);
    }

    private double outages(String reason) {
        return registry.counter(ProviderMetrics.OUTAGES, "provider", "openai", "reason", reason)
                .count();
    }

    @Test
    void shouldNotProlongTheWaitForEachCallThatWasStillOut() {
        CompletableFuture<Outcome> late = exchange.pending();
        CompletableFuture<Outcome> call = model.call(ScriptedExchange.REQUEST);
        failTimes(1, FailureReason.AUTHENTICATION_FAILED);
        clock.advance(Duration.ofMinutes(1));

        late.complete(ScriptedExchange.failed(FailureReason.AUTHENTICATION_FAILED));

        assertThat(call).isCompleted();
        assertThat(breaker.remaining()).isEqualTo(AUTH_PROBE.minusMinutes(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"BAD_REQUEST", "CONTEXT_TOO_LONG", "CONTENT_FILTERED", "REFUSED", "RATE_LIMITED", "CANCELLED"})
    void shouldStayClosedWhateverSaysNothingAgainstTheProvider(FailureReason reason) {
        failTimes(20, reason);

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldTakeARejectedRequestForASignOfLife() {
        failTimes(4, FailureReason.SERVER_ERROR);
        clock.advance(WAIT.plusMillis(1));

        failTimes(2, FailureReason.BAD_REQUEST);

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldGiveTheProbeBackWhenItIsCancelled() {
        failTimes(4, FailureReason.SERVER_ERROR);
        clock.advance(WAIT.plusMillis(1));
        for (int i = 0; i < 5; i++) {
            exchange.pending();
            model.call(ScriptedExchange.REQUEST).cancel(true);
        }

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.PROBING);
        assertThat(call()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void shouldRefuseMoreProbesThanConfigured() {
        failTimes(4, FailureReason.SERVER_ERROR);
        clock.advance(WAIT.plusMillis(1));
        exchange.pending();
        exchange.pending();
        model.call(ScriptedExchange.REQUEST);
        model.call(ScriptedExchange.REQUEST);

        assertThat(call()).isEqualTo(new Outcome.Refused(FailureReason.BREAKER_OPEN, null));
    }

    @Test
    void shouldProbeAnewWhenProbesAreNeverAnswered() {
        LaneBreaker impatient = new LaneBreaker(
                new LaneBreaker.Name("openai", "default", true),
                SampleProviders.openAi().timeout(Duration.ofMillis(50)).build(),
                metrics,
                clock);
        ChatModel probed = CircuitBreakingChatModel.wrap(exchange, impatient, clock);
        for (int i = 0; i < 4; i++) {
            exchange.next(FailureReason.SERVER_ERROR);
            probed.call(ScriptedExchange.REQUEST).join();
        }
        clock.advance(WAIT.plusMillis(1));
        exchange.pending();
        exchange.pending();
        probed.call(ScriptedExchange.REQUEST);
        probed.call(ScriptedExchange.REQUEST);

        Awaitility.await().until(() -> impatient.state().condition() == ProviderState.Condition.OPEN);
        clock.advance(WAIT.plusMillis(1));
        probed.call(ScriptedExchange.REQUEST).join();
        probed.call(ScriptedExchange.REQUEST).join();

        assertThat(impatient.state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldIgnoreWhatArrivesLateFromBeforeTheOutage() {
        CompletableFuture<Outcome> late = exchange.pending();
        CompletableFuture<Outcome> later = exchange.pending();
        model.call(ScriptedExchange.REQUEST);
        model.call(ScriptedExchange.REQUEST);
        failTimes(4, FailureReason.SERVER_ERROR);
        clock.advance(WAIT.plusMillis(1));
        call();

        late.complete(ScriptedExchange.failed(FailureReason.CALL_TIMEOUT));
        later.complete(ScriptedExchange.failed(FailureReason.CALL_TIMEOUT));

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.PROBING);
    }

    @Test
    void shouldOpenWhenCallsAreTooSlow() {
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Outcome> slow = exchange.pending();
            model.call(ScriptedExchange.REQUEST);
            clock.advance(Duration.ofSeconds(3));
            slow.complete(ScriptedExchange.COMPLETED);
        }

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.OPEN);
        assertThat(breaker.state().reason()).isNull();
    }
}
