package dev.understudy.provider.guard;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls beyond the configured rates, without waiting. Tokens are estimated when a call begins, and set right by
 * what the provider counted when it ends; of a call about which it says nothing, the estimate stands. Thread-safe.
 */
public final class RateLimitedChatModel implements ChatModel {
    private final ChatModel next;
    private final CallRate rate;

    private RateLimitedChatModel(ChatModel next, CallRate rate) {
        this.next = next;
        this.rate = rate;
    }

    /** The model behind a rate; the model itself when there is none. */
    public static ChatModel wrap(ChatModel next, @Nullable CallRate rate) {
        return rate == null ? next : new RateLimitedChatModel(next, rate);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        RatedCall call = new RatedCall(request.estimatedTokens());
        Duration wait = rate.tryAcquire(call);
        return wait == null
                ? ObservedCall.of(next.call(request), outcome -> settle(call, outcome))
                : CompletableFuture.completedFuture(new Outcome.Refused(FailureReason.RATE_CAP, wait));
    }

    private void settle(RatedCall call, Outcome outcome) {
        Long counted = outcome.fold(
                completed -> tokens(completed.response()),
                refused -> Long.valueOf(0),
                failed -> tokens(failed.detail().response()));
        if (counted != null) {
            rate.settle(call, counted);
        }
    }

    private static @Nullable Long tokens(ModelResponse response) {
        TokenUsage usage = response.usage();
        return usage == null ? null : usage.input() + usage.output();
    }
}
