package dev.understudy.provider.guard;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A call whose outcome a decorator sees before the caller does. Cancelling it cancels the call behind it. */
public final class ObservedCall {
    private ObservedCall() {}

    /** The call, once the observer has seen how it ended; a call that fails or is cancelled is seen as CANCELLED. */
    public static CompletableFuture<Outcome> of(CompletableFuture<Outcome> call, Consumer<Outcome> observer) {
        return mapped(call, outcome -> {
            observer.accept(outcome);
            return outcome;
        });
    }

    /** The call with another outcome; one that fails or is cancelled is seen as CANCELLED. */
    @SuppressWarnings("FutureReturnValueIgnored") // the observed future carries the outcome
    static CompletableFuture<Outcome> mapped(CompletableFuture<Outcome> call, UnaryOperator<Outcome> mapping) {
        CompletableFuture<Outcome> observed = new CompletableFuture<>();
        call.whenComplete((outcome, error) -> {
            Outcome seen = error == null ? outcome : Outcome.Failed.of(FailureReason.CANCELLED, "cancelled");
            Outcome told = seen;
            try {
                told = mapping.apply(seen);
            } finally {
                observed.complete(told);
            }
        });
        observed.whenComplete((outcome, error) -> {
            if (observed.isCancelled()) {
                call.cancel(true);
            }
        });
        return observed;
    }
}
