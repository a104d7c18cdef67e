package dev.understudy.testing;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Progress;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.domain.request.RequestIds;
import java.time.Instant;

/** Requests for tests. */
public final class SampleRequests {
    private SampleRequests() {}

    /** A request that begins on this route. */
    public static EnrichmentRequest on(String route, Alert alert) {
        return new EnrichmentRequest(
                new RequestIdentity(id(0), "incident-1", alert.fingerprint(), 0, origin(0)),
                alert,
                Instant.EPOCH.plusSeconds(30),
                Instant.EPOCH.plusSeconds(3_600),
                Progress.start(route),
                null,
                null,
                null,
                null);
    }

    /** The id that the alert at an offset gets. */
    public static String id(long offset) {
        return RequestIds.requestId(origin(offset));
    }

    private static RecordRef origin(long offset) {
        return new RecordRef(Topics.INCIDENTS, 0, offset, Instant.EPOCH, 0);
    }
}
