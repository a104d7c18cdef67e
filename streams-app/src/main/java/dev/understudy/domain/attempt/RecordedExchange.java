package dev.understudy.domain.attempt;

import dev.understudy.domain.enrichment.Enrichment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question that a model answered, kept to answer the same question again without a call.
 *
 * @param requestId the request that asked
 * @param promptVersion version of the words around the alert
 * @param words what was sent; null when it was too long to be kept
 * @param answer what the model said, without secrets; placeholders stand where the alert has addresses
 * @param outputRepaired true when the answer had to be dug out of other text
 * @param responseModel model that answered, when the provider said so
 * @param finishReason why generation stopped, when the provider said so
 * @param usage tokens, when the provider said so
 * @param answeredAt when the answer was there
 */
public record RecordedExchange(
        Question question,
        String requestId,
        @Nullable String promptVersion,
        @Nullable Words words,
        Enrichment answer,
        boolean outputRepaired,
        @Nullable String responseModel,
        @Nullable FinishReason finishReason,
        @Nullable TokenUsage usage,
        long latencyMillis,
        Instant answeredAt) {

    /**
     * What has to be equal for an answer to be given again.
     *
     * @param promptHash hash of the prompt, without what only one occasion knows
     */
    public record Question(String provider, String model, String promptHash) {}

    /** A prompt as sent, with a constant for the token of its fence. */
    public record Words(String system, String user) {}

    /** The same without the words of the question, which are the longest part. */
    public RecordedExchange withoutWords() {
        return new RecordedExchange(
                question,
                requestId,
                promptVersion,
                null,
                answer,
                outputRepaired,
                responseModel,
                finishReason,
                usage,
                latencyMillis,
                answeredAt);
    }
}
