package dev.understudy.provider.guard;

import dev.understudy.budget.Allowance;
import dev.understudy.budget.CallPrices;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Refuses calls that the day's budget has no room for, and charges it with those that were made. Thread-safe. */
public final class BudgetedChatModel implements ChatModel {
    private static final int LEAST_ERROR_STATUS = 400;

    /** What may be spent, and what calls cost. */
    public record Purse(Allowance allowance, CallPrices prices) {}

    private final ChatModel next;
    private final Allowance allowance;
    private final CallPrices prices;

    private BudgetedChatModel(ChatModel next, Purse purse) {
        this.next = next;
        this.allowance = purse.allowance();
        this.prices = purse.prices();
    }

    /** The model behind a budget; the model itself when there is none. */
    public static ChatModel wrap(ChatModel next, @Nullable Purse purse) {
        return purse == null ? next : new BudgetedChatModel(next, purse);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        Allowance.Reservation reserved = allowance.tryReserve(prices.atMost(request.promptTokens()));
        return reserved == null
                ? CompletableFuture.completedFuture(
                        new Outcome.Refused(FailureReason.BUDGET_EXHAUSTED, allowance.untilRenewed()))
                : ObservedCall.of(next.call(request), outcome -> settle(reserved, outcome));
    }

    private void settle(Allowance.Reservation reserved, Outcome outcome) {
        if (isFree(outcome)) {
            allowance.release(reserved);
            return;
        }
        Long price = prices.of(usage(outcome));
        if (price == null) {
            allowance.settleUnknown(reserved);
        } else {
            allowance.settle(reserved, price);
        }
    }

    /** Nobody bills a call that was not made, that reached nobody, or that was turned down with a status of its own. */
    private static boolean isFree(Outcome outcome) {
        return outcome.fold(completed -> false, refused -> true, failed -> {
            Integer status = failed.detail().httpStatus();
            boolean turnedDown = status != null && status >= LEAST_ERROR_STATUS;
            return usage(failed) == null && (turnedDown || failed.reason() == FailureReason.CONNECT_FAILED);
        });
    }

    private static @Nullable TokenUsage usage(Outcome outcome) {
        return outcome.<@Nullable TokenUsage>fold(
                completed -> completed.response().usage(),
                refused -> null,
                failed -> failed.detail().response().usage());
    }
}
