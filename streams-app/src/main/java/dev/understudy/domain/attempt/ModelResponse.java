package dev.understudy.domain.attempt;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer: what the provider says about it, each part null when it does not say, and what it was asked
 * with.
 *
 * @param model model that answered
 * @param id response identifier
 * @param finishReason why generation stopped
 * @param usage tokens, also of an answer that was not acceptable
 * @param keyId configured name of the API key that the call was made with, never the key; null when it needed none
 */
public record ModelResponse(
        @Nullable String model,
        @Nullable String id,
        @Nullable FinishReason finishReason,
        @Nullable TokenUsage usage,
        @Nullable String keyId) {
    /** A provider that said nothing. */
    public static final ModelResponse NONE = new ModelResponse(null, null, null, null);

    /** What a provider says about its own answer. */
    public ModelResponse(
            @Nullable String model,
            @Nullable String id,
            @Nullable FinishReason finishReason,
            @Nullable TokenUsage usage) {
        this(model, id, finishReason, usage, null);
    }

    /** The same with the name of the key that was used. */
    public ModelResponse withKeyId(@Nullable String name) {
        return new ModelResponse(model, id, finishReason, usage, name);
    }
}
