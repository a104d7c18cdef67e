package dev.understudy.inflight.emission;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.metrics.InFlightMetrics;
import java.time.Duration;

/** Something an application writes, in the transaction that changes its state. */
public sealed interface Emission
        permits Emission.Answered,
                Emission.Tried,
                Emission.Parked,
                Emission.Ended,
                Emission.Learned,
                Emission.Exchanged,
                Emission.DeadLettered {

    /** Counts this emission. */
    default void count(InFlightMetrics metrics) {}

    /** An answer, to {@code incidents.enriched}, and as JSON when that is configured. */
    record Answered(EnrichedIncident incident, RawRecord original) implements Emission {
        @Override
        public void count(InFlightMetrics metrics) {
            metrics.answered(
                    incident.outcome().name(),
                    incident.revision(),
                    Duration.ofMillis(incident.provenance().times().endToEnd()));
        }
    }

    /** An attempt, to {@code incidents.attempts}. */
    record Tried(String key, ProviderAttempt attempt, RawRecord original) implements Emission {
        @Override
        public void count(InFlightMetrics metrics) {
            if (attempt.hedge()) {
                metrics.hedged(attempt.provider(), attempt.outcomeLabel());
            }
        }
    }

    /** A request that changes owner, to {@code incidents.retry.<provider>}. */
    record Parked(String provider, EnrichmentRequest request, RawRecord original) implements Emission {
        @Override
        public void count(InFlightMetrics metrics) {
            Parking parking = request.parking();
            metrics.parked(provider, parking == null ? "" : parking.reason().name());
        }
    }

    /** An alert that ended, to {@code incidents.resolved}. */
    record Ended(String key, ResolvedMark mark, RawRecord original) implements Emission {}

    /** An answer that may be given again, to {@code incidents.answers}. */
    record Learned(String key, KnownAnswer answer) implements Emission {}

    /** A question that was answered, to {@code incidents.exchanges}. */
    record Exchanged(RecordedExchange exchange) implements Emission {}

    /** What was not understood, or work that threw, to {@code incidents.dead-letter}. */
    record DeadLettered(RawRecord original, DeadLetterReason reason) implements Emission {
        @Override
        public void count(InFlightMetrics metrics) {
            metrics.deadLetter(reason.code());
        }
    }
}
