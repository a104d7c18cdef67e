package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.budget.Allowance;
import dev.understudy.budget.CallPrices;
import dev.understudy.config.BudgetConfig;
import dev.understudy.config.ConfigException;
import dev.understudy.config.DialectName;
import dev.understudy.config.PriceConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RetryConfig;
import dev.understudy.config.Secret;
import dev.understudy.config.TlsConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.provider.guard.BudgetedChatModel;
import dev.understudy.provider.guard.CallRate;
import dev.understudy.provider.guard.KeyLane;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProviderMetrics metrics = new ProviderMetrics(registry);
    private final Map<String, ScriptedExchange> exchanges = new HashMap<>();
    private final ProviderConfig config = SampleProviders.openAi().build();
    private final ChatModel model = composed(config, 1);

    /** A rate whose time stands still lets so many calls through and no more. */
    private ChatModel composed(ProviderConfig provider, int calls) {
        return composed(provider, calls, null);
    }

    private ChatModel composed(ProviderConfig provider, int calls, BudgetedChatModel.@Nullable Purse purse) {
        Providers.Guards guards = new Providers.Guards(
                KeyLane.of("openai", provider, RetryConfig.defaults(), metrics, clock),
                new CallRate(600 * calls, null, () -> 0),
                purse);
        return Providers.compose(
                key -> exchanges.computeIfAbsent(String.valueOf(key), name -> new ScriptedExchange()),
                guards,
                "openai",
                provider,
                metrics,
                new RecentLatencies(),
                clock);
    }

    private FailureReason refusal(ChatModel asked) {
        Outcome outcome = asked.call(ScriptedExchange.REQUEST).join();
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).reason();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the exchange holds the other end
    private CompletableFuture<Outcome> out(ChatModel asked) {
        CompletableFuture<Outcome> pending = exchanges.get("default").pending();
        asked.call(ScriptedExchange.REQUEST);
        return pending;
    }

    private double counted(String outcome) {
        return registry.counter(ProviderMetrics.CALLS, "provider", "openai", "outcome", outcome)
                .count();
    }

    @Test
    void shouldMeasureRefusalsOfEveryKind() {
        ChatModel composed = composed(config, 3);
        CompletableFuture<Outcome> first = out(composed);
        CompletableFuture<Outcome> second = out(composed);
        CompletableFuture<Outcome> third = out(composed);
        refusal(composed);
        first.complete(ScriptedExchange.COMPLETED);
        second.complete(ScriptedExchange.failed(FailureReason.RATE_LIMITED, Duration.ofMinutes(1)));
        refusal(composed);
        third.complete(ScriptedExchange.failed(FailureReason.QUOTA_EXHAUSTED));
        refusal(composed);

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
    void shouldAskTheBudgetBeforeTheBreakerAndSpendNoRateOnWhatItRefuses() {
        Allowance allowance = new Allowance(new BudgetConfig(new BigDecimal("0.0001"), false), clock, () -> {});
        CallPrices prices = new CallPrices(new PriceConfig(BigDecimal.ONE, BigDecimal.ONE, null), 100);
        ChatModel composed = composed(config, 2, new BudgetedChatModel.Purse(allowance, prices));
        CompletableFuture<Outcome> first = out(composed);
        first.complete(ScriptedExchange.COMPLETED);

        for (int i = 0; i < 20; i++) {
            assertThat(refusal(composed)).isEqualTo(FailureReason.BUDGET_EXHAUSTED);
        }

        assertThat(counted("BUDGET_EXHAUSTED")).isEqualTo(20);
        clock.advance(Duration.ofDays(1));
        assertThat(composed.call(ScriptedExchange.REQUEST).join())
                .as("neither rate nor breaker was touched")
                .isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void shouldAskTheBreakerBeforeThePauseAndThePauseBeforeTheRate() {
        ChatModel composed = composed(config, 2);
        CompletableFuture<Outcome> first = out(composed);
        CompletableFuture<Outcome> second = out(composed);
        assertThat(refusal(composed)).isEqualTo(FailureReason.RATE_CAP);

        first.complete(ScriptedExchange.failed(FailureReason.RATE_LIMITED, Duration.ofMinutes(7)));
        assertThat(refusal(composed)).isEqualTo(FailureReason.PAUSED);
        second.complete(ScriptedExchange.failed(FailureReason.ACCOUNT_DEACTIVATED));
        assertThat(refusal(composed)).isEqualTo(FailureReason.BREAKER_OPEN);
        clock.advance(Duration.ofMinutes(6));
        assertThat(refusal(composed)).isEqualTo(FailureReason.PAUSED);
        clock.advance(Duration.ofMinutes(2));
        assertThat(refusal(composed)).isEqualTo(FailureReason.RATE_CAP);
        assertThat(exchanges.get("default").calls()).isEqualTo(2);
    }

    @Test
    void shouldNotSpendTheRateOnRefusals() {
        ChatModel composed = composed(config, 2);
        exchanges.get("default").next(ScriptedExchange.failed(FailureReason.RATE_LIMITED, Duration.ofMinutes(1)));
        composed.call(ScriptedExchange.REQUEST).join();
        refusal(composed);
        refusal(composed);
        clock.advance(Duration.ofMinutes(1));

        assertThat(composed.call(ScriptedExchange.REQUEST).join()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void shouldLearnOfAPauseBehindTheBreaker() {
        exchanges.get("default").next(ScriptedExchange.failed(FailureReason.RATE_LIMITED, Duration.ofSeconds(20)));
        model.call(ScriptedExchange.REQUEST).join();

        assertThat(refusal(model)).isEqualTo(FailureReason.PAUSED);
    }

    @Test
    void shouldGuardEachKeyOnItsOwnAndShareTheRate() {
        ChatModel composed = composed(twoKeys(), 4);
        exchanges.get("default").next(FailureReason.AUTHENTICATION_FAILED);

        for (int i = 0; i < 4; i++) {
            composed.call(ScriptedExchange.REQUEST).join();
        }

        assertThat(exchanges.get("default").calls()).isEqualTo(1);
        assertThat(exchanges.get("spare").calls()).isEqualTo(3);
        assertThat(refusal(composed)).isEqualTo(FailureReason.RATE_CAP);
        assertThat(counted("SUCCESS")).isEqualTo(3);
        assertThat(counted("AUTHENTICATION_FAILED")).isEqualTo(1);
        assertThat(counted("BREAKER_OPEN")).isZero();
    }

    private static ProviderConfig twoKeys() {
        return SampleProviders.openAi()
                .keys(Map.of("spare", Secret.of("sk-spare")))
                .build();
    }

    @Test
    void shouldCancelThroughEveryLayer() {
        CompletableFuture<Outcome> pending = exchanges.get("default").pending();

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
