package dev.understudy.demo.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.source.JsonAlerts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers as the topics hold them. */
final class SampleAnswers {
    static final Instant START = Instant.parse("2026-03-14T01:00:00Z");
    private static final RecordRef PLACE = new RecordRef("incidents", 0, 1, START, 0);

    private SampleAnswers() {}

    static EnrichedIncident model(String requestId, ProviderAttempt... attempts) {
        return answer(requestId, 1, EnrichmentOutcome.COMPLETE, Set.of(), List.of(attempts));
    }

    static EnrichedIncident degraded(String requestId) {
        return answer(requestId, 0, EnrichmentOutcome.DEGRADED, Set.of(DegradedReason.PROVIDERS_FAILED), List.of());
    }

    static EnrichedIncident closed(String requestId, EnrichmentOutcome outcome) {
        return answer(requestId, 1, outcome, Set.of(), List.of());
    }

    static ProviderAttempt succeeded(String provider, long startMillis, long latencyMillis) {
        return attempt(provider, startMillis, latencyMillis, null, true);
    }

    static ProviderAttempt failed(String provider, long startMillis) {
        return attempt(provider, startMillis, 5, FailureReason.ACCOUNT_DEACTIVATED, true);
    }

    static ProviderAttempt refused(String provider, long startMillis) {
        return attempt(provider, startMillis, 0, FailureReason.BREAKER_OPEN, false);
    }

    private static ProviderAttempt attempt(
            String provider, long startMillis, long latencyMillis, FailureReason failure, boolean called) {
        return new ProviderAttempt(
                "any",
                provider,
                "model",
                1,
                START.plusMillis(startMillis),
                latencyMillis,
                failure,
                null,
                ModelResponse.NONE,
                null,
                called,
                1,
                false,
                null,
                "demo");
    }

    private static EnrichedIncident answer(
            String requestId,
            int revision,
            EnrichmentOutcome outcome,
            Set<DegradedReason> why,
            List<ProviderAttempt> attempts) {
        String provider =
                attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).provider();
        return new EnrichedIncident(
                new RequestIdentity(requestId, "incident", "key", 1, PLACE),
                revision,
                alert(),
                outcome,
                why,
                Set.of(),
                null,
                new Provenance(
                        provider,
                        provider,
                        ModelResponse.NONE,
                        attempts,
                        attempts.size(),
                        null,
                        new Provenance.Times(0, 0, 0),
                        null,
                        Map.of(),
                        new Provenance.Producer("0", "demo"),
                        START),
                1);
    }

    private static Alert alert() {
        byte[] json = "{\"fingerprint\":\"a\",\"name\":\"Load\",\"status\":\"FIRING\"}".getBytes(UTF_8);
        return new JsonAlerts(Clock.systemUTC())
                .read(new RawRecord(PLACE, null, json, List.of()))
                .alerts()
                .get(0)
                .alert();
    }
}
