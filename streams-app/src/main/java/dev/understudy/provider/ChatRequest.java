package dev.understudy.provider;

import dev.understudy.domain.attempt.TokenEstimate;
import dev.understudy.prompt.Prompt;
import java.time.Duration;

/**
 * One question to a model.
 *
 * @param requestId for correlation in logs and traces; never sent as content
 * @param timeout limit of the whole call, connecting included
 */
public record ChatRequest(String requestId, Prompt prompt, Duration timeout) {

    /** Tokens of the prompt, as far as that is known before the provider has counted them. */
    public long promptTokens() {
        return prompt.size().tokensEstimated();
    }

    /** Tokens that the call may take, prompt and answer together, before the provider has counted them. */
    public long estimatedTokens() {
        return promptTokens() + TokenEstimate.ANSWER;
    }
}
