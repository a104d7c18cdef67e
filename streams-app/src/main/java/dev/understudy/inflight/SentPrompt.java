package dev.understudy.inflight;

import dev.understudy.domain.request.Provenance;
import dev.understudy.prompt.AnswerSchema;
import dev.understudy.prompt.Prompt;
import dev.understudy.redaction.Redaction;

/**
 * What is kept of a prompt while its call is in flight: the words themselves are not.
 *
 * @param redaction what was taken out of the alert
 */
record SentPrompt(Provenance.PromptRef ref, Redaction redaction) {

    static SentPrompt of(Prompt prompt) {
        return new SentPrompt(
                new Provenance.PromptRef(
                        prompt.version(),
                        prompt.hash(),
                        AnswerSchema.current().version(),
                        prompt.size().tokensEstimated(),
                        prompt.size().bytesCut()),
                prompt.redaction());
    }

    /** True when part of the alert or of its runbook was left out. */
    boolean inputTruncated() {
        return ref.bytesCut() > 0;
    }
}
