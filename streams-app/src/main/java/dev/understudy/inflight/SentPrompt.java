package dev.understudy.inflight;

import dev.understudy.domain.request.Provenance;
import dev.understudy.prompt.Prompt;
import dev.understudy.redaction.Redaction;

/**
 * What is kept of a prompt while its call is in flight: the words themselves are not.
 *
 * @param inputTruncated true when part of the alert was left out
 * @param redaction what was taken out of the alert
 */
record SentPrompt(Provenance.PromptRef ref, boolean inputTruncated, Redaction redaction) {

    static SentPrompt of(Prompt prompt) {
        return new SentPrompt(
                new Provenance.PromptRef(prompt.version(), prompt.hash(), null),
                prompt.inputTruncated(),
                prompt.redaction());
    }
}
