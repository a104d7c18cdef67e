package dev.understudy.sandbox.dialect;

import org.jspecify.annotations.Nullable;

/**
 * What a scripted model sees of a request.
 *
 * @param model the model that was asked for
 * @param text the last user message
 * @param tool the tool that the model is forced to call; null when it answers in text
 */
public record PromptText(
        String model, String text, @Nullable String tool) {

    /** A prompt to answer in text. */
    public PromptText(String model, String text) {
        this(model, text, null);
    }
}
