package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.ConfigException;
import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.KeyState;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One provider with several keys, over real HTTP: what one of them does to its account costs the others nothing. */
class SeveralKeysTest {
    private static final Duration AUTH_PROBE = Duration.ofSeconds(20);

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<String> stored = new AtomicReference<>("sk-a-first");
    private final AtomicInteger readsOfA = new AtomicInteger();
    private final AtomicInteger readsOfB = new AtomicInteger();
    private ScriptedProvider server;
    private Providers providers;

    @BeforeEach
    void start() {
        server = ScriptedProvider.start(ProviderOptions.of(new dev.understudy.sandbox.dialect.OpenAiDialect()));
        ProviderConfig config = SampleProviders.openAi()
                .at(server.baseUrl())
                .key(Secret.of("sk-default"))
                .keys(Map.of("b", secret("sk-b", readsOfB), "a", Secret.from(this::readA)))
                .authProbe(AUTH_PROBE)
                .build();
        providers = Providers.create(
                SampleProviders.config(Map.of("openai", config), 100),
                Map.of(DialectName.OPENAI, new OpenAiDialect()),
                new ProviderMetrics(registry),
                clock);
    }

    private String readA() {
        readsOfA.incrementAndGet();
        String key = stored.get();
        if (key == null) {
            throw new ConfigException("file", "cannot be read");
        }
        return key;
    }

    private static Secret secret(String value, AtomicInteger reads) {
        return Secret.from(() -> {
            reads.incrementAndGet();
            return value;
        });
    }

    @AfterEach
    void stop() {
        providers.close();
        server.close();
    }

    private Outcome call() {
        return providers
                .provider("openai")
                .chatModel()
                .call(ScriptedExchange.REQUEST)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private void calls(int times) {
        for (int i = 0; i < times; i++) {
            call();
        }
    }

    private List<String> sent() {
        return server.requests().all().stream()
                .map(request -> request.headers().get("authorization"))
                .toList();
    }

    private List<ProviderState.Condition> conditions() {
        return providers.state("openai").keys().stream()
                .map(KeyState::condition)
                .toList();
    }

    private double available() {
        return registry.get(ProviderMetrics.AVAILABLE)
                .tag("provider", "openai")
                .gauge()
                .value();
    }

    @Test
    void shouldUseTheKeysInTurn() {
        calls(4);

        assertThat(sent())
                .containsExactly("Bearer sk-default", "Bearer sk-a-first", "Bearer sk-b", "Bearer sk-default");
    }

    @Test
    void shouldGoOnWithTheOtherKeysWhenOneIsTurnedDown() {
        server.behave(Behaviour.failing(Fault.INVALID_API_KEY).matching("sk-a"));
        call();

        Outcome turnedDown = call();
        calls(4);

        assertThat(turnedDown).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(FailureReason.AUTHENTICATION_FAILED);
            assertThat(failed.detail().otherKeys()).isTrue();
            assertThat(failed.detail().response().keyId()).isEqualTo("a");
        });
        assertThat(sent())
                .containsExactly(
                        "Bearer sk-default",
                        "Bearer sk-a-first",
                        "Bearer sk-b",
                        "Bearer sk-default",
                        "Bearer sk-b",
                        "Bearer sk-default");
        assertThat(conditions())
                .containsExactly(
                        ProviderState.Condition.TAKING_CALLS,
                        ProviderState.Condition.OPEN,
                        ProviderState.Condition.TAKING_CALLS);
        assertThat(available()).isEqualTo(1);
    }

    @Test
    void shouldProbeWithTheKeyThatIsInTheFileByThenAndReadNoOther() {
        server.behave(Behaviour.failing(Fault.INVALID_API_KEY).matching("sk-a-first"));
        calls(3);
        stored.set("sk-a-second");
        clock.advance(AUTH_PROBE.plusMillis(1));

        calls(6);

        assertThat(sent().subList(3, 9))
                .containsExactly(
                        "Bearer sk-default",
                        "Bearer sk-a-second",
                        "Bearer sk-b",
                        "Bearer sk-default",
                        "Bearer sk-a-second",
                        "Bearer sk-b");
        assertThat(conditions()).containsOnly(ProviderState.Condition.TAKING_CALLS);
        assertThat(readsOfA).hasValue(2);
        assertThat(readsOfB).hasValue(1);
    }

    @Test
    void shouldPauseOnlyTheKeyThatIsLimited() {
        server.behave(Behaviour.failing(Fault.RATE_LIMITED)
                .withPause(Duration.ofSeconds(5))
                .matching("sk-default"));
        calls(4);
        clock.advance(Duration.ofSeconds(5));
        server.heal();

        calls(3);

        assertThat(sent())
                .containsExactly(
                        "Bearer sk-default",
                        "Bearer sk-a-first",
                        "Bearer sk-b",
                        "Bearer sk-a-first",
                        "Bearer sk-b",
                        "Bearer sk-default",
                        "Bearer sk-a-first");
    }

    @Test
    void shouldRefuseOnceTheWholeAccountIsDeactivated() {
        server.fail(Fault.ACCOUNT_DEACTIVATED);
        calls(3);

        assertThat(call()).isEqualTo(new Outcome.Refused(FailureReason.BREAKER_OPEN, AUTH_PROBE));
        assertThat(server.calls()).isEqualTo(3);
        assertThat(available()).isZero();
        assertThat(providers.state("openai").reason()).isEqualTo(FailureReason.ACCOUNT_DEACTIVATED);
    }

    @Test
    void shouldLoseNothingButItsOwnLaneWhileAKeyCannotBeRead() {
        String key = stored.getAndSet(null);
        calls(4);
        assertThat(sent()).containsExactly("Bearer sk-default", "Bearer sk-b", "Bearer sk-default");
        assertThat(conditions())
                .containsExactly(
                        ProviderState.Condition.TAKING_CALLS,
                        ProviderState.Condition.OPEN,
                        ProviderState.Condition.TAKING_CALLS);

        stored.set(key);
        clock.advance(AUTH_PROBE.plusMillis(1));
        calls(6);

        assertThat(conditions()).containsOnly(ProviderState.Condition.TAKING_CALLS);
    }
}
