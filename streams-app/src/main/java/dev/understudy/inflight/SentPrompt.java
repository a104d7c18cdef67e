package dev.understudy.inflight;

import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.request.Provenance;
import dev.understudy.prompt.AnswerSchema;
import dev.understudy.prompt.Prompt;
import dev.understudy.redaction.Redaction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a prompt while its call is in flight.
 *
 * @param redaction what was taken out of the alert
 * @param words the words themselves; null unless exchanges are recorded
 */
record SentPrompt(Provenance.PromptRef ref, Redaction redaction, RecordedExchange.@Nullable Words words) {

    /** Without the words, which nobody needs once they are sent. */
    static SentPrompt of(Prompt prompt) {
        return of(prompt, null);
    }

    /** With the words, for a record of the exchange. */
    static SentPrompt withWords(Prompt prompt) {
        Prompt plain = prompt.withConstantFence();
        return of(prompt, new RecordedExchange.Words(plain.system(), plain.user()));
    }

    private static SentPrompt of(Prompt prompt, RecordedExchange.@Nullable Words words) {
        return new SentPrompt(
                new Provenance.PromptRef(
                        prompt.version(),
                        prompt.hash(),
                        AnswerSchema.current().version(),
                        prompt.size().tokensEstimated(),
                        prompt.size().bytesCut()),
                prompt.redaction(),
                words);
    }

    /** True when part of the alert or of its runbook was left out. */
    boolean inputTruncated() {
        return ref.bytesCut() > 0;
    }

    /** True when the exchange is to be recorded. */
    boolean isRecorded() {
        return words != null;
    }

    /** The question with the answer that this attempt brought. */
    RecordedExchange answered(ProviderAttempt attempt, Outcome.Completed completed) {
        Answer answer = completed.answer();
        ModelResponse response = completed.response();
        return new RecordedExchange(
                new RecordedExchange.Question(attempt.provider(), attempt.model(), Objects.requireNonNull(ref.hash())),
                attempt.requestId(),
                ref.version(),
                words,
                answer.given(),
                answer.caveats().contains(Caveat.OUTPUT_REPAIRED),
                response.model(),
                response.finishReason(),
                response.usage(),
                attempt.latencyMillis(),
                attempt.startedAt().plusMillis(attempt.latencyMillis()));
    }
}
