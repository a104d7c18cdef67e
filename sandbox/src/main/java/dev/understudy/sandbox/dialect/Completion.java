package dev.understudy.sandbox.dialect;

import org.jspecify.annotations.Nullable;

/**
 * What the scripted model says, before a dialect puts it into its envelope.
 *
 * @param model the model that answers
 * @param content the text; null when there is none
 * @param finish why it stopped
 * @param promptTokens size of the prompt
 * @param tool the tool that is called with the content; null when the content is text
 */
public record Completion(
        String model,
        @Nullable String content,
        Finish finish,
        int promptTokens,
        @Nullable String tool) {

    /** What a refusing model says. */
    public static final String REFUSAL = "I'm sorry, but I can't help with that request.";

    /** Why a model stopped. */
    public enum Finish {
        STOP,
        LENGTH,
        CONTENT_FILTER,
        REFUSAL
    }

    /** A token is about four characters. */
    public static int tokens(String text) {
        return text.length() / 4 + 1;
    }

    /** Size of the answer. */
    public int completionTokens() {
        return content == null ? 0 : tokens(content);
    }
}
