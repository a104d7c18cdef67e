package dev.understudy.policy;

import dev.understudy.domain.request.EnrichmentRequest;
import java.time.Duration;
import java.time.Instant;

/** How long one call may take: the time to the deadline is split over the providers that are left. */
public final class CallTimeouts {
    /** No call is given less: it could not be answered. */
    static final Duration LEAST = Duration.ofMillis(250);

    private CallTimeouts() {}

    /**
     * Limit of the next call of a request. Once a first revision is out, nobody waits any more, and the call gets all
     * the time that its provider is allowed.
     *
     * @param allowed the provider's own timeout
     * @param providersLeft providers not tried in this round, the next one included; at least 1
     */
    public static Duration of(EnrichmentRequest request, Duration allowed, int providersLeft, Instant now) {
        if (request.progress().emittedRevision() >= 0) {
            return allowed;
        }
        Duration share = Duration.between(now, request.deadlineAt()).dividedBy(Math.max(1, providersLeft));
        Duration most = share.compareTo(LEAST) < 0 ? LEAST : share;
        return most.compareTo(allowed) < 0 ? most : allowed;
    }
}
