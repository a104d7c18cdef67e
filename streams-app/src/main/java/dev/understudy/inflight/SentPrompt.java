package dev.understudy.inflight;

import dev.understudy.domain.request.Provenance;
import dev.understudy.prompt.Prompt;

/**
 * What is kept of a prompt while its call is in flight: the words themselves are not.
 *
 * @param inputTruncated true when part of the alert was left out
 */
record SentPrompt(Provenance.PromptRef ref, boolean inputTruncated) {

    static SentPrompt of(Prompt prompt) {
        return new SentPrompt(new Provenance.PromptRef(prompt.version(), prompt.hash(), null), prompt.inputTruncated());
    }
}
