package dev.understudy.runtime.probe;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.Provider;
import dev.understudy.provider.ProviderState;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one provider whether it is back, once its breaker is due, so that no live alert has to find out. Confined to one
 * thread, that of the executor.
 */
final class ActiveProbe implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveProbe.class);

    private final Provider provider;
    private final Supplier<ProviderState> states;
    private final Function<Provider, ChatRequest> questions;
    private final Clock clock;
    private final Executor thread;
    private boolean asking;
    private boolean halfOpenBefore;

    ActiveProbe(
            Provider provider,
            Supplier<ProviderState> states,
            Function<Provider, ChatRequest> questions,
            Clock clock,
            Executor thread) {
        this.provider = provider;
        this.states = states;
        this.questions = questions;
        this.clock = clock;
        this.thread = thread;
    }

    /** Looks whether a probe is due. */
    @Override
    public void run() {
        ProviderState state = states.get();
        boolean due = isDue(state);
        halfOpenBefore = state.condition() == ProviderState.Condition.PROBING;
        if (due && !asking) {
            ask(provider.config().circuitBreaker().permittedNumberOfCallsInHalfOpenState());
        }
    }

    private boolean isDue(ProviderState state) {
        Instant nextProbe = state.nextProbe();
        return switch (state.condition()) {
            // Live traffic would have opened it half.
            case OPEN -> nextProbe != null && !nextProbe.isAfter(clock.instant());
            // Live traffic may be probing just now; half open for a whole interval, it is not.
            case PROBING -> halfOpenBefore;
            case TAKING_CALLS, PAUSED -> false;
        };
    }

    /** The breaker wants several answers before it closes: they are asked for in turn, while each is accepted. */
    @SuppressWarnings("FutureReturnValueIgnored") // the breaker learns of the outcome, and nobody else needs it
    private void ask(int most) {
        ChatRequest question = questions.apply(provider);
        asking = true;
        provider.chatModel()
                .call(question)
                .exceptionally(cancelled -> Outcome.Failed.of(FailureReason.CANCELLED, "cancelled"))
                .thenAcceptAsync(outcome -> answered(outcome, most), thread);
    }

    private void answered(Outcome outcome, int most) {
        asking = false;
        LOG.atDebug()
                .addKeyValue("provider", provider.name())
                .addKeyValue(
                        "outcome",
                        outcome.<String>fold(
                                completed -> "SUCCESS",
                                refused -> refused.reason().label(),
                                failed -> failed.reason().label()))
                .log("probed the provider");
        if (most > 1
                && outcome instanceof Outcome.Completed
                && states.get().condition() == ProviderState.Condition.PROBING) {
            ask(most - 1);
        }
    }
}
