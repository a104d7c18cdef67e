package dev.understudy.enricher;

import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.serde.AlertDecoder;
import dev.understudy.serde.Codec;

/**
 * What the enricher is built from. Every part is thread-safe.
 *
 * @param owner what the tasks of the process share
 * @param partitions partition count of the topics
 */
public record EnricherParts(
        OwnerParts owner,
        AlertDecoder decoder,
        Codec<KeyedAlert> keyedAlerts,
        Codec<InFlightEntry> entries,
        Codec<RawRecord> rawRecords,
        int partitions) {}
