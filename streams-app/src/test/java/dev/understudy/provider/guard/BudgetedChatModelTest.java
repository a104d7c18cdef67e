package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.budget.Allowance;
import dev.understudy.budget.CallPrices;
import dev.understudy.config.BudgetConfig;
import dev.understudy.config.PriceConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.testing.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A slice of 2,000 micros; the scripted answer has 100 tokens in and 20 out, which cost 300. */
class BudgetedChatModelTest {
    private static final long ANSWER = 300;
    /** The prompt is one token; at most 100 tokens come out. */
    private static final long AT_MOST = 1 + 1_000;

    private final ScriptedExchange exchange = new ScriptedExchange();
    private final Allowance allowance =
            new Allowance(new BudgetConfig(new BigDecimal("0.1"), false), new ManualClock(), () -> {});
    private final ChatModel model = BudgetedChatModel.wrap(
            exchange,
            new BudgetedChatModel.Purse(
                    allowance, new CallPrices(new PriceConfig(BigDecimal.ONE, BigDecimal.TEN, null), 100)));

    private long spent() {
        return allowance.state().spentMicros();
    }

    private Outcome call() {
        return model.call(ScriptedExchange.REQUEST).join();
    }

    private static Outcome failed(FailureReason reason, @Nullable Integer status, @Nullable TokenUsage usage) {
        return new Outcome.Failed(
                reason,
                new Outcome.Detail(status, null, "failed", null, true, new ModelResponse(null, null, null, usage)));
    }

    @Test
    void shouldChargeWhatTheProviderSaysOfTokens() {
        assertThat(call()).isEqualTo(ScriptedExchange.COMPLETED);

        assertThat(spent()).isEqualTo(ANSWER);
    }

    @Test
    void shouldRefuseWithoutACallWhenNothingIsLeft() {
        for (int i = 0; i < 6; i++) {
            call();
        }

        Outcome outcome = call();

        assertThat(outcome).isEqualTo(new Outcome.Refused(FailureReason.BUDGET_EXHAUSTED, null));
        assertThat(exchange.calls()).isEqualTo(6);
        assertThat(spent()).isEqualTo(6 * ANSWER);
    }

    @Test
    void shouldChargeAnAnswerThatWasNotAccepted() {
        exchange.next(failed(FailureReason.SCHEMA_VIOLATION, 200, new TokenUsage(100, 0, 50, 0)));

        call();

        assertThat(spent()).isEqualTo(600);
    }

    @Test
    void shouldChargeACallWithoutAnAnswerWithWhatItWasExpectedToCost() {
        exchange.next(failed(FailureReason.HEADERS_TIMEOUT, null, null));

        call();

        assertThat(spent()).isEqualTo(AT_MOST);
    }

    @Test
    void shouldChargeACallThatIsCancelled() {
        CompletableFuture<Outcome> exchanged = exchange.pending();
        CompletableFuture<Outcome> out = model.call(ScriptedExchange.REQUEST);

        out.cancel(true);

        assertThat(exchanged).isCancelled();
        assertThat(spent()).isEqualTo(AT_MOST);
    }

    @Test
    void shouldNotChargeWhatNobodyBills() {
        exchange.next(failed(FailureReason.CONNECT_FAILED, null, null));
        exchange.next(failed(FailureReason.SERVER_ERROR, 500, null));
        exchange.next(failed(FailureReason.RATE_LIMITED, 429, null));
        exchange.next(new Outcome.Refused(FailureReason.RATE_CAP, Duration.ofSeconds(1)));

        for (int i = 0; i < 4; i++) {
            call();
        }

        assertThat(exchange.calls()).isEqualTo(4);
        assertThat(spent()).isZero();
        assertThat(allowance.tryReserve(2_000))
                .as("nothing is reserved any more")
                .isNotNull();
    }

    @Test
    void shouldStandAsideWithoutABudget() {
        assertThat(BudgetedChatModel.wrap(exchange, null)).isSameAs(exchange);
    }
}
