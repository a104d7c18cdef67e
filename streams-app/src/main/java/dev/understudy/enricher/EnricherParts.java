package dev.understudy.enricher;

import dev.understudy.config.ReuseConfig;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.inflight.reuse.KnownAnswers;
import dev.understudy.inflight.reuse.RecentStore;
import dev.understudy.serde.AlertDecoder;
import dev.understudy.serde.Codec;
import org.apache.kafka.streams.processor.api.ProcessorContext;

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
        Codec<KnownAnswer> answers,
        int partitions) {

    /** The answers that a task knows. */
    KnownAnswers knownAnswers(ProcessorContext<?, ?> context) {
        ReuseConfig reuse = owner.config().reuse();
        return new KnownAnswers(
                reuse, new RecentStore(context.getStateStore(EnricherNames.ANSWERS_STORE), reuse.lastGood()), answers);
    }
}
