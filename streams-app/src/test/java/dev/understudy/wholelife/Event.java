package dev.understudy.wholelife;

import dev.understudy.config.Role;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Parking;
import java.time.Duration;

/** Something that a run saw. */
sealed interface Event
        permits Event.Read, Event.Called, Event.Answered, Event.Tried, Event.Parked, Event.DeadLettered, Event.Struck {

    /** The enricher read a record; the id is that of the request which it becomes. */
    record Read(String requestId, long offset, Scenario.Arrival arrival) implements Event {}

    /** A provider took a call. */
    record Called(String requestId, String provider, Duration timeout) implements Event {}

    /** A record of {@code incidents.enriched}. */
    record Answered(String requestId, Role by, EnrichedIncident incident) implements Event {
        @Override
        public String toString() {
            return "%s wrote revision %d, %s %s, after %d calls"
                    .formatted(
                            by,
                            incident.revision(),
                            incident.outcome(),
                            incident.degradedReasons(),
                            incident.provenance().modelCalls());
        }
    }

    /** A record of {@code incidents.attempts}. */
    record Tried(String requestId, Role by, ProviderAttempt attempt) implements Event {
        @Override
        public String toString() {
            return "%s wrote attempt %d in round %d: %s %s %s after %d ms"
                    .formatted(
                            by,
                            attempt.ordinal(),
                            attempt.round(),
                            attempt.provider(),
                            attempt.called() ? "called," : "not called,",
                            attempt.outcomeLabel(),
                            attempt.latencyMillis());
        }
    }

    /** A record of a retry topic. */
    record Parked(String requestId, Role by, String topic, EnrichmentRequest request, Parking parking)
            implements Event {
        @Override
        public String toString() {
            return "%s wrote to %s: round %d, %s, revision %d, wait %d ms"
                    .formatted(
                            by,
                            topic,
                            request.progress().round(),
                            parking.reason(),
                            request.progress().emittedRevision(),
                            Duration.between(parking.at(), parking.notBefore()).toMillis());
        }
    }

    /** A record of {@code incidents.dead-letter} about this record. */
    record DeadLettered(String requestId, Role by, String about) implements Event {}

    /** A life of an application ended; it concerns every request. */
    record Struck(String requestId, Scenario.Blow blow) implements Event {}

    /** The request that it is about; empty when it is about all. */
    String requestId();
}
