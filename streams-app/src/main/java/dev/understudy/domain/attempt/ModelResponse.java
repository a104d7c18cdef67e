package dev.understudy.domain.attempt;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says about its own answer; each part is null when it does not say.
 *
 * @param model model that answered
 * @param id response identifier
 * @param finishReason why generation stopped
 * @param usage tokens, also of an answer that was not acceptable
 */
public record ModelResponse(
        @Nullable String model,
        @Nullable String id,
        @Nullable FinishReason finishReason,
        @Nullable TokenUsage usage) {
    /** A provider that said nothing. */
    public static final ModelResponse NONE = new ModelResponse(null, null, null, null);
}
