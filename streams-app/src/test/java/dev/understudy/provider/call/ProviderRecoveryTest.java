package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A closed account and a rotated key, from the first refusal to recovery, over real HTTP and without a restart. */
class ProviderRecoveryTest {
    private static final Duration AUTH_PROBE = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<String> stored = new AtomicReference<>("sk-first");
    private ScriptedProvider server;
    private Providers providers;

    @BeforeEach
    void start() {
        server = ScriptedProvider.start(ProviderOptions.of(new dev.understudy.sandbox.dialect.OpenAiDialect()));
        ProviderConfig config = SampleProviders.openAi()
                .at(server.baseUrl())
                .key(Secret.from(stored::get))
                .authProbe(AUTH_PROBE)
                .build();
        providers = Providers.create(
                SampleProviders.config(Map.of("openai", config), 100),
                Map.of(DialectName.OPENAI, new OpenAiDialect()),
                new ProviderMetrics(registry),
                clock);
    }

    @AfterEach
    void stop() {
        providers.close();
        server.close();
    }

    private CompletableFuture<Outcome> call() {
        return providers
                .provider("openai")
                .chatModel()
                .call(ScriptedExchange.REQUEST)
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private double outages(FailureReason reason) {
        return registry.counter(ProviderMetrics.OUTAGES, "provider", "openai", "reason", reason.label())
                .count();
    }

    @Test
    void shouldMakeOnlyTheCallsInFlightOnceTheAccountIsDeactivated() {
        server.behave(Behaviour.failing(Fault.ACCOUNT_DEACTIVATED).withLatency(Latency.fixed(Duration.ofMillis(300))));
        List<CompletableFuture<Outcome>> inFlight =
                IntStream.range(0, 20).mapToObj(i -> call()).toList();
        inFlight.forEach(CompletableFuture::join);

        for (int i = 0; i < 100; i++) {
            assertThat(call().join()).isEqualTo(new Outcome.Refused(FailureReason.BREAKER_OPEN, AUTH_PROBE));
        }

        assertThat(server.calls()).isEqualTo(20);
        assertThat(outages(FailureReason.ACCOUNT_DEACTIVATED)).isEqualTo(1);
    }

    @Test
    void shouldRecoverByProbesOfLiveTraffic() {
        server.fail(Fault.ACCOUNT_DEACTIVATED);
        call().join();
        clock.advance(AUTH_PROBE.plusMillis(1));
        call().join();
        server.heal();
        assertThat(call().join()).isInstanceOf(Outcome.Refused.class);
        clock.advance(AUTH_PROBE.plusMillis(1));

        call().join();
        call().join();

        assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
        assertThat(server.calls()).isEqualTo(4);
        assertThat(outages(FailureReason.ACCOUNT_DEACTIVATED)).isEqualTo(1);
    }

    @Test
    void shouldProbeWithTheKeyThatIsInTheFileByThen() {
        server.behave(Behaviour.failing(Fault.INVALID_API_KEY).matching("sk-first"));
        call().join();
        stored.set("sk-second");
        clock.advance(AUTH_PROBE.plusMillis(1));

        call().join();
        call().join();

        assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
        assertThat(server.requests().all())
                .extracting(request -> request.headers().get("authorization"))
                .containsExactly("Bearer sk-first", "Bearer sk-second", "Bearer sk-second");
    }
}
