package dev.understudy.domain.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call to a provider, or one refusal to call it.
 *
 * @param ordinal 1 for the first attempt of a request, counted across providers and rounds
 * @param latencyMillis 0 when no call was made
 * @param failure null when the answer was accepted
 * @param called false when the provider was refused without a call
 * @param round round over the chain, from 1
 * @param hedge true for the extra call of a hedge
 * @param keyId configured name of the API key, never the key
 * @param costUsdMicros estimated cost in millionths of a US dollar; null when no price is configured
 */
public record ProviderAttempt(
        String requestId,
        String provider,
        String model,
        int ordinal,
        Instant startedAt,
        long latencyMillis,
        @Nullable FailureReason failure,
        Outcome.@Nullable Detail detail,
        ModelResponse response,
        @Nullable Long costUsdMicros,
        boolean called,
        int round,
        boolean hedge,
        @Nullable String keyId,
        String instanceId) {

    /** The wait that the provider asked for, or that its refusal is expected to last; null when none is known. */
    public @Nullable Duration retryAfter() {
        return detail == null ? null : detail.retryAfter();
    }

    /** True when the provider must not be asked again for this request: it turned us down, and not just one key. */
    public boolean excludesProvider() {
        return failure != null && failure.excludesProvider() && (detail == null || !detail.otherKeys());
    }

    /** SUCCESS or the label of the failure. */
    public String outcomeLabel() {
        return failure == null ? "SUCCESS" : failure.label();
    }
}
