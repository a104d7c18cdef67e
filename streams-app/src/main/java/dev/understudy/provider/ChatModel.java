package dev.understudy.provider;

import dev.understudy.domain.attempt.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * The port to an LLM provider: one call, one outcome. Implementations are thread-safe and return without waiting.
 */
@FunctionalInterface
public interface ChatModel {

    /**
     * Starts one call. Whatever goes wrong arrives as an {@link Outcome}: neither this method throws, nor does the
     * future fail. Cancelling the future closes the connection to the provider. The future is completed on a thread of
     * the provider path, which callers must not hold up; a refusal is complete on return.
     */
    CompletableFuture<Outcome> call(ChatRequest request);
}
