package dev.understudy.inflight;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.policy.Prices;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records of attempts. Thread-safe. */
final class Attempts {
    private final String instanceId;
    private final Map<String, ProviderConfig> providers;

    Attempts(String instanceId, Map<String, ProviderConfig> providers) {
        this.instanceId = instanceId;
        this.providers = Map.copyOf(providers);
    }

    /** A call that ended. */
    ProviderAttempt ended(InFlightEntry entry, InFlightEntry.Call call, Outcome outcome, Instant at) {
        return outcome.fold(
                completed -> attempt(entry, call, at, null, null, completed.response()),
                refused -> refused(entry.request(), call.provider(), refused, at),
                failed -> attempt(
                        entry,
                        call,
                        at,
                        failed.reason(),
                        failed.detail(),
                        failed.detail().response()));
    }

    /** A call that was cut off: by a crash (ABANDONED) or on purpose (CANCELLED, HEDGE_LOST). */
    ProviderAttempt cutOff(InFlightEntry entry, InFlightEntry.Call call, FailureReason reason, Instant at) {
        return attempt(entry, call, at, reason, null, ModelResponse.NONE);
    }

    /** A provider that was not called. */
    ProviderAttempt refused(EnrichmentRequest request, String provider, Outcome.Refused refused, Instant at) {
        Outcome.Detail detail = refused.retryAfter() == null
                ? null
                : new Outcome.Detail(null, null, null, refused.retryAfter(), false, ModelResponse.NONE);
        return new ProviderAttempt(
                request.id(),
                provider,
                model(provider),
                request.progress().nextOrdinal(),
                at,
                0,
                refused.reason(),
                detail,
                ModelResponse.NONE,
                null,
                false,
                request.progress().round(),
                false,
                null,
                instanceId);
    }

    private ProviderAttempt attempt(
            InFlightEntry entry,
            InFlightEntry.Call call,
            Instant at,
            @Nullable FailureReason failure,
            Outcome.@Nullable Detail detail,
            ModelResponse response) {
        ProviderConfig provider = providers.get(call.provider());
        return new ProviderAttempt(
                entry.request().id(),
                call.provider(),
                call.model(),
                call.ordinal(),
                call.startedAt(),
                Math.max(0, Duration.between(call.startedAt(), at).toMillis()),
                failure,
                detail,
                response,
                Prices.micros(provider == null ? null : provider.price(), response.usage()),
                true,
                entry.request().progress().round(),
                call.equals(entry.hedge()),
                response.keyId(),
                instanceId);
    }

    private String model(String provider) {
        ProviderConfig config = providers.get(provider);
        return config == null ? "" : config.model();
    }
}
