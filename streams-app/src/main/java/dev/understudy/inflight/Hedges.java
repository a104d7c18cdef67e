package dev.understudy.inflight;

import dev.understudy.config.HedgingConfig;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a second provider is asked beside the first (Dean and Barroso, The Tail at Scale, 2013): once the first is slower
 * than its usual percentile. That percentile is the slow answers themselves as soon as they are a little more frequent
 * than it expects, so a few times the median is always late enough.
 */
final class Hedges {
    private static final int MEDIANS = 3;

    private final HedgingConfig config;

    Hedges(HedgingConfig config) {
        this.config = config;
    }

    /** From then on the provider is slow; null when the request is not hedged, or its provider's pace is not known. */
    @Nullable
    Instant dueAt(EnrichmentRequest request, Provider provider, Instant now) {
        if (request.progress().emittedRevision() >= 0
                || !config.severity().contains(request.alert().severity())) {
            return null;
        }
        Duration slow = provider.latencies().percentile(config.percentile(), config.minimumNumberOfCalls());
        Duration median = provider.latencies().percentile(50, config.minimumNumberOfCalls());
        if (slow == null || median == null) {
            return null;
        }
        Duration late = median.multipliedBy(MEDIANS);
        return now.plus(slow.compareTo(late) < 0 ? slow : late);
    }
}
