package dev.understudy.provider.guard;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Refuses calls beyond the configured rate, without waiting. Thread-safe. */
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
        Duration wait = rate.tryAcquire();
        return wait == null
                ? next.call(request)
                : CompletableFuture.completedFuture(new Outcome.Refused(FailureReason.RATE_CAP, wait));
    }
}
