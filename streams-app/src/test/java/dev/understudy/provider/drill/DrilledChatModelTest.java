package dev.understudy.provider.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.provider.call.Providers;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decorator alone, and in its place in the composition, over real HTTP. */
class DrilledChatModelTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ChatRequest HASTY =
            new ChatRequest("request-1", ScriptedExchange.REQUEST.prompt(), Duration.ofMillis(20));

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScriptedExchange exchange = new ScriptedExchange();
    private final Drills alone = new Drills(Set.of("openai"), clock, ended -> {});
    private final ChatModel model = DrilledChatModel.wrap(exchange, "openai", alone);
    private final ScriptedProvider server =
            ScriptedProvider.start(ProviderOptions.of(new dev.understudy.sandbox.dialect.OpenAiDialect()));
    private final Providers providers =
            providers(SampleProviders.openAi().at(server.baseUrl()).build());

    private Providers providers(ProviderConfig config) {
        return Providers.create(
                SampleProviders.config(Map.of("openai", config), 100),
                Map.of(DialectName.OPENAI, new OpenAiDialect()),
                new ProviderMetrics(registry),
                clock);
    }

    @AfterEach
    void close() {
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

    private double drillGauge() {
        return registry.get(ProviderMetrics.DRILL).gauge().value();
    }

    @Test
    void shouldPassCallsThroughWhileNoDrillIsOn() {
        assertThat(model.call(ScriptedExchange.REQUEST).join()).isEqualTo(ScriptedExchange.COMPLETED);
        assertThat(exchange.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndCallsAsTheFaultDoesAndSendNothing(DrillFault fault) {
        alone.start("openai", fault, MINUTE);

        Outcome outcome = model.call(HASTY).orTimeout(30, TimeUnit.SECONDS).join();

        assertThat(outcome).isEqualTo(fault.outcome());
        assertThat(exchange.calls()).isZero();
    }

    @Test
    void shouldPassCallsThroughWhenTheTimeIsOver() {
        alone.start("openai", DrillFault.OVERLOADED, MINUTE);
        clock.advance(MINUTE);

        assertThat(model.call(ScriptedExchange.REQUEST).join()).isEqualTo(ScriptedExchange.COMPLETED);
    }

    @Test
    void shouldNotAnswerBeforeTheLimitOfTheCall() {
        alone.start("openai", DrillFault.TIMEOUT, MINUTE);

        CompletableFuture<Outcome> call = model.call(ScriptedExchange.REQUEST);

        assertThat(call).isNotDone();
        assertThat(call.cancel(true)).isTrue();
    }

    @Test
    void shouldLeaveCallsInFlightAlone() {
        CompletableFuture<Outcome> pending = exchange.pending();
        CompletableFuture<Outcome> call = model.call(ScriptedExchange.REQUEST);

        alone.start("openai", DrillFault.OVERLOADED, MINUTE);
        pending.complete(ScriptedExchange.COMPLETED);

        assertThat(call.join()).isEqualTo(ScriptedExchange.COMPLETED);
    }

    @Test
    void shouldOpenTheBreakerAndHaveItProbedAtOnceWhenTheDrillEnds() {
        providers.drills().start("openai", DrillFault.ACCOUNT_DEACTIVATED, MINUTE);
        assertThat(call()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(FailureReason.ACCOUNT_DEACTIVATED);
            assertThat(failed.detail().message()).isEqualTo("drill: the account is deactivated");
        });
        assertThat(call()).isEqualTo(new Outcome.Refused(FailureReason.BREAKER_OPEN, Duration.ofMinutes(5)));
        assertThat(drillGauge()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(5));

        providers.drills().stop("openai");

        ProviderState due = providers.state("openai");
        assertThat(due.condition()).isEqualTo(ProviderState.Condition.OPEN);
        assertThat(due.reason()).isEqualTo(FailureReason.ACCOUNT_DEACTIVATED);
        assertThat(due.nextProbe()).isEqualTo(clock.instant());
        assertThat(drillGauge()).isZero();
        assertThat(server.calls()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(call()).isInstanceOf(Outcome.Completed.class);
        assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.PROBING);
        assertThat(call()).isInstanceOf(Outcome.Completed.class);
        assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldNotHoldTheFailuresOfADrillAgainstTheProvider() {
        providers.drills().start("openai", DrillFault.OVERLOADED, MINUTE);
        for (int i = 0; i < 3; i++) {
            call();
        }

        providers.drills().stop("openai");

        providers.drills().start("openai", DrillFault.OVERLOADED, MINUTE);
        call();
        assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldEndThePauseOfADrillWithIt() {
        providers.drills().start("openai", DrillFault.RATE_LIMITED, MINUTE);
        call();
        assertThat(call()).isEqualTo(new Outcome.Refused(FailureReason.PAUSED, DrillFault.RETRY_AFTER));

        providers.drills().stop("openai");

        assertThat(call()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void shouldLetABreakerThatIsHalfOpenBeginAnew() {
        providers.drills().start("openai", DrillFault.TIMEOUT, MINUTE);
        for (int i = 0; i < 4; i++) {
            providers.provider("openai").chatModel().call(HASTY).join();
        }
        clock.advance(Duration.ofSeconds(11));
        CompletableFuture<Outcome> probe =
                providers.provider("openai").chatModel().call(ScriptedExchange.REQUEST);
        assertThat(probe).isNotDone();

        providers.drills().stop("openai");
        clock.advance(Duration.ofMillis(1));
        call();
        call();

        assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
        probe.cancel(true);
        assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    @Test
    void shouldProbeEachKeyWhenTheDrillEnds() {
        ProviderConfig twoKeys = SampleProviders.openAi()
                .at(server.baseUrl())
                .keys(Map.of("spare", Secret.of("sk-spare")))
                .build();
        try (Providers both = providers(twoKeys)) {
            both.drills().start("openai", DrillFault.INVALID_KEY, MINUTE);
            both.provider("openai").chatModel().call(ScriptedExchange.REQUEST).join();
            both.provider("openai").chatModel().call(ScriptedExchange.REQUEST).join();
            assertThat(both.state("openai").keys()).allMatch(key -> key.condition() == ProviderState.Condition.OPEN);

            both.drills().stop("openai");

            assertThat(both.state("openai").keys()).hasSize(2).allSatisfy(key -> assertThat(key.nextProbe())
                    .isEqualTo(clock.instant()));
        }
    }
}
