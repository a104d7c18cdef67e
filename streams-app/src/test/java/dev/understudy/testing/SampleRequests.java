package dev.understudy.testing;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Progress;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.domain.request.RequestIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
                null,
                1);
    }

    /** A request about a warning that was tried once, with its deadline in half a minute. */
    public static EnrichmentRequest tried(String fingerprint, long sequence, @Nullable String contentKey, Instant now) {
        Alert alert = new Alert(
                "event-" + fingerprint,
                fingerprint,
                "Alert",
                AlertStatus.FIRING,
                Severity.WARNING,
                "warning",
                "It rises",
                "",
                new AlertSource("native", null, null),
                new AlertTimes(now, null, now),
                Map.of("alertname", "Alert"),
                Map.of(),
                Map.of(),
                AlertPlace.NOWHERE,
                AlertDelivery.NONE,
                List.of());
        RecordRef origin = new RecordRef(Topics.INCIDENTS, 0, sequence, now, 0);
        Progress progress = new Progress("default", 1, Set.of("first"), Set.of(), 1, -1, List.of());
        return new EnrichmentRequest(
                new RequestIdentity("request-" + fingerprint, "incident-" + fingerprint, fingerprint, sequence, origin),
                alert,
                now.plusSeconds(30),
                now.plusSeconds(3600),
                progress,
                null,
                contentKey,
                null,
                null,
                1);
    }

    /** The id that the alert at an offset gets. */
    public static String id(long offset) {
        return RequestIds.requestId(origin(offset));
    }

    private static RecordRef origin(long offset) {
        return new RecordRef(Topics.INCIDENTS, 0, offset, Instant.EPOCH, 0);
    }
}
