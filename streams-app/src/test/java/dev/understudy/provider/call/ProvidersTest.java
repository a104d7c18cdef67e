package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RetryConfig;
import dev.understudy.config.TlsConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.provider.guard.ProviderBreaker;
import dev.understudy.provider.guard.ProviderPause;
import dev.understudy.provider.guard.RateLimitedChatModel;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.testing.ManualClock;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProviderMetrics metrics = new ProviderMetrics(registry);
    private final ScriptedExchange exchange = new ScriptedExchange();
    private final ProviderConfig config = SampleProviders.openAi().build();
    private final Providers.Guards guards = new Providers.Guards(
            new ProviderBreaker("openai", config, metrics, clock),
            new ProviderPause(RetryConfig.defaults(), clock),
            RateLimiter.of("openai", RateLimitedChatModel.slices(1)));
    private final ChatModel model =
            Providers.compose(exchange, guards, "openai", config, metrics, new RecentLatencies(), clock);

    private FailureReason refusal() {
        Outcome outcome = model.call(ScriptedExchange.REQUEST).join();
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).reason();
    }

    private double counted(String outcome) {
        return registry.counter(ProviderMetrics.CALLS, "provider", "openai", "outcome", outcome)
                .count();
    }

    @Test
    void shouldMeasureRefusalsOfEveryKind() {
        model.call(ScriptedExchange.REQUEST).join();
        refusal();
        guards.pause().begin(Duration.ofMinutes(1));
        refusal();
        guards.breaker()
                .record(
                        guards.breaker().tryAcquire(),
                        ScriptedExchange.failed(FailureReason.QUOTA_EXHAUSTED),
                        Duration.ZERO);
        refusal();

        assertThat(counted("SUCCESS")).isEqualTo(1);
        assertThat(counted("RATE_CAP")).isEqualTo(1);
        assertThat(counted("PAUSED")).isEqualTo(1);
        assertThat(counted("BREAKER_OPEN")).isEqualTo(1);
        assertThat(registry.timer(
                                ProviderMetrics.OPERATION_DURATION,
                                "gen_ai.operation.name",
                                "chat",
                                "gen_ai.provider.name",
                                "openai",
                                "gen_ai.request.model",
                                "gpt-5-mini",
                                "provider",
                                "openai",
                                "error.type",
                                "")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldAskTheBreakerBeforeThePauseAndThePauseBeforeTheRate() {
        exchange.next(FailureReason.ACCOUNT_DEACTIVATED);
        model.call(ScriptedExchange.REQUEST).join();
        guards.pause().begin(Duration.ofMinutes(2));

        assertThat(refusal()).isEqualTo(FailureReason.BREAKER_OPEN);
        clock.advance(Duration.ofMinutes(1));
        assertThat(refusal()).isEqualTo(FailureReason.BREAKER_OPEN);
        clock.advance(Duration.ofMinutes(5));
        guards.pause().begin(Duration.ofMinutes(2));
        assertThat(refusal()).isEqualTo(FailureReason.PAUSED);
        clock.advance(Duration.ofMinutes(3));
        assertThat(refusal()).isEqualTo(FailureReason.RATE_CAP);
        assertThat(exchange.calls()).isEqualTo(1);
    }

    @Test
    void shouldNotSpendTheRateOnRefusals() {
        guards.pause().begin(Duration.ofMinutes(1));
        refusal();
        refusal();
        clock.advance(Duration.ofMinutes(1));

        assertThat(model.call(ScriptedExchange.REQUEST).join()).isEqualTo(ScriptedExchange.COMPLETED);
    }

    @Test
    void shouldLearnOfAPauseBehindTheBreaker() {
        exchange.next(ScriptedExchange.failed(FailureReason.RATE_LIMITED, Duration.ofSeconds(20)));
        model.call(ScriptedExchange.REQUEST).join();

        assertThat(refusal()).isEqualTo(FailureReason.PAUSED);
        assertThat(guards.breaker().state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldCancelThroughEveryLayer() {
        CompletableFuture<Outcome> pending = exchange.pending();

        model.call(ScriptedExchange.REQUEST).cancel(true);

        assertThat(pending).isCancelled();
        assertThat(counted("CANCELLED")).isEqualTo(1);
    }

    @Test
    void shouldCountTokensAndAvailability() {
        try (Providers providers = providers(config)) {
            model.call(ScriptedExchange.REQUEST).join();

            assertThat(registry.get(ProviderMetrics.TOKEN_USAGE)
                            .tag("gen_ai.token.type", "input")
                            .summary()
                            .totalAmount())
                    .isEqualTo(100);
            assertThat(registry.get(ProviderMetrics.AVAILABLE)
                            .tag("provider", "openai")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(providers.states())
                    .extracting(ProviderState::condition)
                    .containsExactly(ProviderState.Condition.TAKING_CALLS);
            assertThat(providers.provider("openai").config()).isSameAs(config);
        }
    }

    @Test
    void shouldEndCallsAfterItWasClosed() {
        Providers providers =
                providers(SampleProviders.openAi().at("http://localhost:9/v1").build());
        providers.close();

        Outcome outcome = providers
                .provider("openai")
                .chatModel()
                .call(ScriptedExchange.REQUEST)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void shouldRefuseToStartWithoutTheDialect() {
        var whole = SampleProviders.config(Map.of("openai", config), 10);

        assertThatThrownBy(() -> Providers.create(whole, Map.of(), metrics, clock))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("providers.openai.dialect:");
    }

    @Test
    void shouldRefuseToStartWithoutATlsFile() {
        ProviderConfig broken = SampleProviders.openAi()
                .tls(new TlsConfig(Path.of("absent.pem"), null, null))
                .build();

        assertThatThrownBy(() -> providers(broken))
                .isInstanceOf(ConfigException.class)
                .hasMessage("providers.openai.tls.ca-file: cannot be read: absent.pem");
    }

    private Providers providers(ProviderConfig provider) {
        return Providers.create(
                SampleProviders.config(Map.of("openai", provider), 10),
                Map.of(DialectName.OPENAI, new OpenAiDialect()),
                metrics,
                clock);
    }
}
