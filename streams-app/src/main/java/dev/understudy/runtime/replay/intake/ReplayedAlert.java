package dev.understudy.runtime.replay.intake;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.RequestIds;
import java.util.Comparator;

/**
 * An alert as production had it.
 *
 * @param origin its place in {@code incidents}
 */
public record ReplayedAlert(RecordRef origin, Alert alert) {
    static final Comparator<ReplayedAlert> OLDEST_FIRST = Comparator.comparing(
                    (ReplayedAlert replayed) -> replayed.origin().timestamp())
            .thenComparing(replayed -> replayed.origin().partition())
            .thenComparing(replayed -> replayed.origin().offset())
            .thenComparing(replayed -> replayed.origin().index());

    /** The request that it was in production, and is in the replay. */
    public String requestId() {
        return RequestIds.requestId(origin);
    }

    /** Received when production received it, which a prompt tells. */
    public ReplayedAlert asReceivedFor(EnrichedIncident answer) {
        AlertTimes times = alert.times();
        return new ReplayedAlert(
                origin,
                alert.withTimes(new AlertTimes(
                        times.startsAt(), times.endsAt(), answer.alert().times().receivedAt())));
    }
}
