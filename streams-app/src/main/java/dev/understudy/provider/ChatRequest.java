package dev.understudy.provider;

import dev.understudy.prompt.Prompt;
import java.time.Duration;

/**
 * One question to a model.
 *
 * @param requestId for correlation in logs and traces; never sent as content
 * @param timeout limit of the whole call, connecting included
 */
public record ChatRequest(String requestId, Prompt prompt, Duration timeout) {

    /** How long the words are that are sent. */
    public int promptCharacters() {
        return prompt.system().length() + prompt.user().length();
    }
}
