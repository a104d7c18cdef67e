package dev.understudy.runtime.audit;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.runtime.client.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts about alerts on partition 0 of {@code incidents}, and a reconciliation that takes them. */
final class Facts {
    static final Instant SENT = Instant.parse("2026-03-14T01:00:00Z");
    static final Instant NOW = SENT.plusSeconds(600);
    static final Duration FIRST = Duration.ofSeconds(40);
    static final int MAX_CALLS = 6;
    static final int BYTES = 100;
    private static final AuditLimits LIMITS =
            new AuditLimits(FIRST, Duration.ofHours(24), Duration.ofMinutes(1), MAX_CALLS);

    final Reconciliation reconciliation;
    private int written;

    private Facts(AuditScope scope) {
        reconciliation = new Reconciliation(scope, LIMITS);
    }

    /** Of a topic of 100 records that the enricher has read, from its beginning. */
    static Facts create() {
        return in(TimeRange.WHOLE_TOPIC, 100, Instant.EPOCH);
    }

    static Facts in(TimeRange range, long committed, Instant startedAfter) {
        return new Facts(new AuditScope(range, Map.of(0, 100L), Map.of(0, committed), startedAfter));
    }

    static RecordRef origin(long offset, int index) {
        return new RecordRef(Topics.INCIDENTS, 0, offset, SENT, index);
    }

    static String id(long offset) {
        return RequestIds.requestId(origin(offset, 0));
    }

    Facts alert(long offset) {
        return sent(origin(offset, 0), "fp-" + offset);
    }

    Facts alertAt(long offset, Instant timestamp) {
        return sent(new RecordRef(Topics.INCIDENTS, 0, offset, timestamp, 0), "fp-" + offset);
    }

    Facts notUnderstood(long offset) {
        return sent(origin(offset, 0), null);
    }

    Facts sent(RecordRef origin, @Nullable String fingerprint) {
        reconciliation.sent(new Fact.Sent(origin, fingerprint, BYTES));
        return this;
    }

    Facts answer(long offset, int revision, EnrichmentOutcome outcome) {
        return answer(origin(offset, 0), revision, outcome, SENT.plusSeconds(5));
    }

    Facts answer(RecordRef origin, int revision, EnrichmentOutcome outcome, Instant at) {
        reconciliation.answered(new Fact.Answered(
                next(Topics.ENRICHED), RequestIds.requestId(origin), origin, "key", revision, outcome, at));
        return this;
    }

    Facts complete(long offset) {
        return answer(offset, 1, EnrichmentOutcome.COMPLETE);
    }

    Facts degraded(long offset) {
        return answer(offset, 0, EnrichmentOutcome.DEGRADED);
    }

    /** Parked under this provider; the parking's place is that of the alert. */
    Facts parked(long offset, String provider, int times, Instant expiresAt) {
        Place at = new Place(Topics.retry(provider), 0, offset);
        reconciliation.parked(new Fact.Parked(at, id(offset), times, expiresAt));
        return this;
    }

    Facts deadLetter(Place of, int index, int bytes) {
        reconciliation.deadLettered(new Fact.DeadLettered(of, index, bytes, "key"));
        return this;
    }

    Facts deadLetter(long offset) {
        return deadLetter(new Place(Topics.INCIDENTS, 0, offset), 0, BYTES);
    }

    Facts call(long offset, String provider, int round, @Nullable FailureReason failure) {
        return call(offset, provider, "key", round, failure, SENT.plusSeconds(1), null);
    }

    Facts call(
            long offset,
            String provider,
            String key,
            int round,
            @Nullable FailureReason failure,
            Instant at,
            Outcome.@Nullable Detail detail) {
        boolean called = failure != FailureReason.BREAKER_OPEN;
        reconciliation.tried(
                new ProviderAttempt(
                        id(offset),
                        provider,
                        "m",
                        1,
                        at,
                        10,
                        failure,
                        detail,
                        ModelResponse.NONE,
                        null,
                        called,
                        round,
                        false,
                        key,
                        "one"),
                next(Topics.ATTEMPTS));
        return this;
    }

    private Place next(String topic) {
        return new Place(topic, 0, written++);
    }

    AuditReport report() {
        return reconciliation.report(NOW);
    }

    AuditReport reportAt(Instant now) {
        return reconciliation.report(now);
    }
}
