package dev.understudy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("FutureReturnValueIgnored") // the exchange holds the other end
class CircuitBreakingChatModelTest {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration AUTH_PROBE = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final ScriptedExchange exchange = new ScriptedExchange();
    private final ProviderBreaker breaker =
            new ProviderBreaker("openai", SampleProviders.openAi().build(), clock);
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
