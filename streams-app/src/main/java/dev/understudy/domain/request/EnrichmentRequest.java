package dev.understudy.domain.request;

import dev.understudy.domain.alert.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is to be enriched: the durable unit of work that one application owns at a time. Immutable; each step
 * makes a new one.
 *
 * @param deadlineAt by then the first revision is due
 * @param expiresAt after this the request is closed as EXPIRED
 * @param promptVersion prompt in use when it was made
 * @param cacheKey content key: requests with the same one may share an answer; null when none may
 * @param parking null when it was never parked
 * @param lastGood the last answer of a model about this alert; null when there is none
 * @param recurrence how many episodes of this alert came one after the other, this one included
 */
public record EnrichmentRequest(
        RequestIdentity identity,
        Alert alert,
        Instant deadlineAt,
        Instant expiresAt,
        Progress progress,
        @Nullable String promptVersion,
        @Nullable String cacheKey,
        @Nullable Parking parking,
        @Nullable LastGoodAnswer lastGood,
        int recurrence) {

    public String id() {
        return identity.requestId();
    }

    /** Order of dispatch: higher is served first. */
    public int priority() {
        return alert.severity().priority();
    }

    /** The same request, further on. */
    public EnrichmentRequest with(Progress other) {
        return new EnrichmentRequest(
                identity, alert, deadlineAt, expiresAt, other, promptVersion, cacheKey, parking, lastGood, recurrence);
    }

    /** The same request, parked. */
    public EnrichmentRequest parked(Parking other) {
        return new EnrichmentRequest(
                identity, alert, deadlineAt, expiresAt, progress, promptVersion, cacheKey, other, lastGood, recurrence);
    }
}
