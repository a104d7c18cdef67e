package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RetryConfig;
import dev.understudy.config.Secret;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.KeyState;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the exchange holds the other end
class KeysInTurnChatModelTest {
    private static final Duration AUTH_PROBE = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final Map<String, ScriptedExchange> exchanges = new HashMap<>();
    private final List<String> used = new ArrayList<>();
    private final List<KeyLane> lanes = lanes(SampleProviders.openAi()
            .keys(Map.of("b", Secret.of("sk-b"), "c", Secret.of("sk-c")))
            .build());
    private final ChatModel model = model(lanes);

    private List<KeyLane> lanes(ProviderConfig config) {
        return KeyLane.of(
                "openai", config, RetryConfig.defaults(), new ProviderMetrics(new SimpleMeterRegistry()), clock);
    }

    private ChatModel model(List<KeyLane> guarded) {
        return KeysInTurnChatModel.wrap(
                guarded,
                lane -> CircuitBreakingChatModel.wrap(
                        PausingChatModel.wrap(exchange(String.valueOf(lane.key())), lane.pause()),
                        lane.breaker(),
                        clock));
    }

    private ChatModel exchange(String key) {
        ScriptedExchange scripted = exchanges.computeIfAbsent(key, absent -> new ScriptedExchange());
        return request -> {
            used.add(key);
            return scripted.call(request);
        };
    }

    private Outcome call() {
        return model.call(ScriptedExchange.REQUEST).join();
    }

    private void calls(int times) {
        for (int i = 0; i < times; i++) {
            call();
        }
    }

    /** The next call with the key fails. */
    private void failing(String key, FailureReason reason) {
        exchanges.get(key).next(reason);
    }

    private void limited(String key, Duration wait) {
        exchanges.get(key).next(ScriptedExchange.failed(FailureReason.RATE_LIMITED, wait));
    }

    private ProviderState state() {
        return ProviderState.of("openai", lanes.stream().map(KeyLane::state).toList());
    }

    private static Outcome refused(FailureReason reason, Duration wait) {
        return new Outcome.Refused(reason, wait);
    }

    @Test
    void shouldUseTheKeysInTurn() {
        calls(4);

        assertThat(used).containsExactly("default", "b", "c", "default");
    }

    @Test
    void shouldSayWhichKeyWasUsed() {
        failing("b", FailureReason.SERVER_ERROR);

        assertThat(call()).isInstanceOfSatisfying(Outcome.Completed.class, completed -> assertThat(
                        completed.response().keyId())
                .isEqualTo("default"));
        assertThat(call()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(
                        failed.detail().response().keyId())
                .isEqualTo("b"));
    }

    @Test
    void shouldCloseTheLaneOfABadKeyOnlyAndSpreadCallsOverTheOthers() {
        failing("default", FailureReason.AUTHENTICATION_FAILED);

        calls(7);

        assertThat(used).containsExactly("default", "b", "c", "b", "c", "b", "c");
        assertThat(state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
        assertThat(state().keys())
                .extracting(KeyState::key, KeyState::condition, KeyState::reason)
                .containsExactly(
                        tuple("default", ProviderState.Condition.OPEN, FailureReason.AUTHENTICATION_FAILED),
                        tuple("b", ProviderState.Condition.TAKING_CALLS, null),
                        tuple("c", ProviderState.Condition.TAKING_CALLS, null));
    }

    @Test
    void shouldRefuseUntilTheSoonestProbeWhenEveryKeyIsBad() {
        for (String key : List.of("default", "b", "c")) {
            failing(key, FailureReason.QUOTA_EXHAUSTED);
            call();
            clock.advance(Duration.ofMinutes(1));
        }
        used.clear();

        assertThat(call()).isEqualTo(refused(FailureReason.BREAKER_OPEN, AUTH_PROBE.minusMinutes(3)));
        assertThat(used).isEmpty();
        assertThat(state().isAvailable()).isFalse();
        assertThat(state().nextProbe()).isEqualTo(clock.instant().plus(AUTH_PROBE.minusMinutes(3)));
    }

    @Test
    void shouldPassOverAKeyThatIsPausedUntilItsWaitIsOver() {
        limited("default", Duration.ofSeconds(20));
        calls(5);
        assertThat(used).containsExactly("default", "b", "c", "b", "c");

        clock.advance(Duration.ofSeconds(20));
        calls(3);

        assertThat(used.subList(5, 8)).containsExactly("default", "b", "c");
    }

    @Test
    void shouldRefuseWithThePauseWhenThatEndsSoonest() {
        limited("default", Duration.ofSeconds(40));
        limited("b", Duration.ofSeconds(20));
        failing("c", FailureReason.ACCOUNT_DEACTIVATED);
        calls(3);

        assertThat(call()).isEqualTo(refused(FailureReason.PAUSED, Duration.ofSeconds(20)));
        assertThat(state().condition()).isEqualTo(ProviderState.Condition.PAUSED);
        assertThat(state().reason()).isEqualTo(FailureReason.RATE_LIMITED);
    }

    @Test
    void shouldRefuseWithoutAWaitWhileTheProbesOfALaneAreOut() {
        failing("default", FailureReason.AUTHENTICATION_FAILED);
        call();
        clock.advance(AUTH_PROBE.plusMillis(1));
        failing("b", FailureReason.AUTHENTICATION_FAILED);
        failing("c", FailureReason.AUTHENTICATION_FAILED);
        calls(2);
        CompletableFuture<Outcome> first = exchanges.get("default").pending();
        CompletableFuture<Outcome> second = exchanges.get("default").pending();
        model.call(ScriptedExchange.REQUEST);
        model.call(ScriptedExchange.REQUEST);

        assertThat(call()).isEqualTo(refused(FailureReason.BREAKER_OPEN, null));
        assertThat(state().condition()).isEqualTo(ProviderState.Condition.PROBING);
        first.complete(ScriptedExchange.COMPLETED);
        second.complete(ScriptedExchange.COMPLETED);
        assertThat(call()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void shouldTakeAKeyBackAfterProbesOfLiveTraffic() {
        failing("b", FailureReason.PERMISSION_DENIED);
        calls(4);
        clock.advance(AUTH_PROBE.plusMillis(1));
        used.clear();

        calls(6);

        assertThat(used).containsExactly("b", "c", "default", "b", "c", "default");
        assertThat(state().keys()).extracting(KeyState::condition).containsOnly(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldOpenEveryLaneWhenTheProviderItselfIsDown() {
        for (int i = 0; i < 4; i++) {
            for (String key : List.of("default", "b", "c")) {
                failing(key, FailureReason.SERVER_ERROR);
                call();
            }
        }

        assertThat(call()).isEqualTo(refused(FailureReason.BREAKER_OPEN, WAIT));
    }

    @Test
    void shouldSayWhetherThereIsAKeyThatWasNotTurnedDown() {
        List<Boolean> others = new ArrayList<>();
        for (String key : List.of("default", "b", "c")) {
            failing(key, FailureReason.AUTHENTICATION_FAILED);
            others.add(((Outcome.Failed) call()).detail().otherKeys());
        }

        assertThat(others).containsExactly(true, true, false);
    }

    @Test
    void shouldHandOnTheRefusalOfTheRateWithoutAskingTheOthers() {
        Outcome refusal = refused(FailureReason.RATE_CAP, Duration.ofSeconds(1));
        exchanges.get("default").next(refusal);

        assertThat(call()).isEqualTo(refusal);
        calls(1);

        assertThat(used).containsExactly("default", "default");
    }

    @Test
    void shouldNameTheKeyForTheHumanWhoMendsIt() {
        try (LoggedEvents logged = LoggedEvents.of(LaneBreaker.class)) {
            failing("b", FailureReason.AUTHENTICATION_FAILED);
            calls(2);
            clock.advance(AUTH_PROBE.plusMillis(1));
            calls(6);

            assertThat(logged.lines())
                    .containsExactly(
                            "ERROR The provider gets no calls with the key b until a probe succeeds: it does not accept "
                                    + "the API key; look at api-key: it may be wrong, expired or revoked.",
                            "INFO The provider takes calls with the key b again.");
        }
    }

    @Test
    void shouldHaveOneLaneWithoutAKey() {
        List<KeyLane> one = lanes(SampleProviders.openAi().key(null).build());

        Outcome outcome = model(one).call(ScriptedExchange.REQUEST).join();

        assertThat(outcome).isEqualTo(ScriptedExchange.COMPLETED);
        assertThat(ProviderState.of("openai", List.of(one.get(0).state())).keys())
                .isEmpty();
    }

    @Test
    void shouldCancelTheCallBehindIt() {
        CompletableFuture<Outcome> pending = exchanges.get("default").pending();

        model.call(ScriptedExchange.REQUEST).cancel(true);

        assertThat(pending).isCancelled();
    }
}
