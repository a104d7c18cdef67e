package dev.understudy.fallback;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.serde.Codec;
import java.util.Set;

/**
 * What the fallback consumer is built from. Every part is thread-safe.
 *
 * @param owner what the tasks of the process share
 * @param retryTopics those of the configured providers, and those that exist for providers no longer configured
 */
public record FallbackParts(
        OwnerParts owner,
        Codec<EnrichmentRequest> requests,
        Codec<ResolvedMark> marks,
        Codec<KnownAnswer> answers,
        Codec<InFlightEntry> entries,
        Codec<RawRecord> rawRecords,
        Set<String> retryTopics) {

    public FallbackParts {
        retryTopics = Set.copyOf(retryTopics);
    }
}
