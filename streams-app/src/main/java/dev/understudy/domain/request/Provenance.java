package dev.understudy.domain.request;

import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.ProviderAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an enrichment came about.
 *
 * @param provider provider whose answer was used; null for rules
 * @param model model asked for; null for rules
 * @param attempts what was tried, in order
 * @param modelCalls calls made over all rounds
 * @param prompt version, hash and length of the prompt; null when none was sent
 * @param times durations on the way, in milliseconds
 * @param reuse the earlier answer that was served; null when none
 * @param redactions kinds of masked values and how many
 * @param producedAt when the record was made
 */
public record Provenance(
        @Nullable String provider,
        @Nullable String model,
        ModelResponse response,
        List<ProviderAttempt> attempts,
        int modelCalls,
        @Nullable PromptRef prompt,
        Times times,
        @Nullable Reuse reuse,
        Map<String, Integer> redactions,
        Producer producer,
        Instant producedAt) {

    public Provenance {
        attempts = List.copyOf(attempts);
        redactions = Map.copyOf(redactions);
    }

    /**
     * The prompt that was sent.
     *
     * @param hash SHA-256 of the rendered prompt after redaction
     * @param outputSchemaVersion version of the JSON schema that the answer had to meet
     * @param tokensEstimated its length in tokens, as estimated before the call
     * @param bytesCut bytes of the alert and its runbook that were left out to fit
     */
    public record PromptRef(
            @Nullable String version,
            @Nullable String hash,
            @Nullable String outputSchemaVersion,
            @Nullable Long tokensEstimated,
            long bytesCut) {}

    /**
     * Durations in milliseconds.
     *
     * @param queued from receipt to the first attempt
     * @param enrichment from the first attempt to the answer
     * @param endToEnd from receipt to emission
     */
    public record Times(long queued, long enrichment, long endToEnd) {}

    /** The request whose answer was served again, and the age of that answer. */
    public record Reuse(String requestId, long ageMillis) {}

    /** The build and the instance that made the record. */
    public record Producer(String version, String instanceId) {}
}
