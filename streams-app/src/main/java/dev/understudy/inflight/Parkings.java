package dev.understudy.inflight;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.Progress;
import dev.understudy.policy.Backoff;
import dev.understudy.policy.Route;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a request that could not be answered waits, why and until when. Confined to its stream thread. */
public final class Parkings {
    private final Backoff backoff;

    Parkings(Backoff backoff) {
        this.backoff = backoff;
    }

    /** The provider under whose name it waits: the last that failed or refused it, else the first of the chain. */
    static String provider(Route route, Progress progress) {
        List<ProviderAttempt> attempts = progress.attempts();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).round() == progress.round()
                    && route.chain().contains(attempts.get(i).provider())) {
                return attempts.get(i).provider();
            }
        }
        return route.chain().get(0);
    }

    /** The same round goes on with the next provider of the chain, at once. */
    EnrichmentRequest forNextProvider(EnrichmentRequest request, Instant now) {
        return request.parked(parking(request, now, now));
    }

    /** Every provider was tried: a new round, later. */
    EnrichmentRequest forNextRound(EnrichmentRequest request, Route route, Instant now) {
        Progress progress = request.progress();
        Instant notBefore = now.plus(backoff.beforeNextRound(route, progress));
        // When every provider is excluded, nothing is left to try: their breakers alone keep the calls away then.
        Set<String> excluded = progress.excluded().containsAll(route.chain()) ? Set.of() : progress.excluded();
        return request.parked(parking(request, now, notBefore)).with(progress.nextRound(excluded));
    }

    /** Why a request that is parked has no model answer yet. */
    public static Set<DegradedReason> degradedReasons(Progress progress) {
        Set<DegradedReason> reasons = EnumSet.noneOf(DegradedReason.class);
        reasons.add(progress.callsMade() > 0 ? DegradedReason.PROVIDERS_FAILED : DegradedReason.NO_PROVIDER_AVAILABLE);
        if (reason(progress) == ParkReason.BUDGET_EXHAUSTED) {
            reasons.add(DegradedReason.BUDGET_EXHAUSTED);
        }
        return reasons;
    }

    private static Parking parking(EnrichmentRequest request, Instant now, Instant notBefore) {
        Parking before = request.parking();
        return new Parking(
                reason(request.progress()),
                before == null ? 1 : before.times() + 1,
                before == null ? now : before.firstAt(),
                now,
                notBefore);
    }

    private static ParkReason reason(Progress progress) {
        List<ProviderAttempt> attempts = progress.attempts();
        FailureReason last =
                attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).failure();
        if (last == null) {
            return ParkReason.DEADLINE_EXCEEDED;
        }
        return switch (last) {
            case RATE_LIMITED, RATE_CAP -> ParkReason.RATE_LIMITED;
            case BREAKER_OPEN -> ParkReason.CIRCUIT_OPEN;
            case PAUSED -> ParkReason.PAUSED;
            case BULKHEAD_FULL -> ParkReason.BACKPRESSURE;
            case BUDGET_EXHAUSTED -> ParkReason.BUDGET_EXHAUSTED;
            default -> ParkReason.ALL_PROVIDERS_FAILED;
        };
    }
}
