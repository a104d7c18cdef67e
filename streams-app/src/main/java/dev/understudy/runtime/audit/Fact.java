package dev.understudy.runtime.audit;

import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the records of the topics say, each in a few words. Calls are told by the attempts themselves. */
public sealed interface Fact permits Fact.Sent, Fact.Answered, Fact.Parked, Fact.DeadLettered {

    /**
     * An element of a record of {@code incidents}.
     *
     * @param fingerprint of the alert; null when the element is no alert
     * @param recordBytes length of the whole record's value
     */
    record Sent(RecordRef origin, @Nullable String fingerprint, int recordBytes) implements Fact {}

    /** A record of {@code incidents.enriched}. */
    record Answered(
            Place at,
            String requestId,
            RecordRef origin,
            String key,
            int revision,
            EnrichmentOutcome outcome,
            Instant producedAt)
            implements Fact {}

    /**
     * A record of a retry topic.
     *
     * @param times how often the request was parked, this time included
     */
    record Parked(Place at, String requestId, int times, Instant expiresAt) implements Fact {}

    /**
     * A record of {@code incidents.dead-letter}.
     *
     * @param of the record that it tells of: of {@code incidents}, of a retry topic, or of a store (partition -1)
     * @param index element of that record
     * @param bytes length of that record's value, or of the element's
     * @param key its key; that of a store's entry ends with the request id
     */
    record DeadLettered(Place of, int index, int bytes, String key) implements Fact {}
}
