package dev.understudy.inflight;

import dev.understudy.domain.request.EnrichmentRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is looked up about the requests of one task. In memory; rebuilt from the store. Not thread-safe. */
final class RequestIndex {
    private final Timeline deadlines = new Timeline();
    private final Timeline hedges = new Timeline();
    private final Timeline expiries = new Timeline();
    private final RateQueue rates = new RateQueue();
    private final Episodes episodes = new Episodes();

    void add(EnrichmentRequest request) {
        if (request.progress().emittedRevision() < 0) {
            deadlines.add(request.id(), request.deadlineAt());
        }
        episodes.add(request.identity().incidentId(), request.id());
    }

    void remove(String requestId) {
        answered(requestId);
        goesOn(requestId);
        rates.remove(requestId);
        episodes.remove(requestId);
    }

    /** A first revision is out: nothing is urgent any more. */
    void answered(String requestId) {
        deadlines.remove(requestId);
        hedges.remove(requestId);
    }

    /** A second provider is to be asked then, should the first not have answered. */
    void hedgeAt(String requestId, Instant at) {
        hedges.add(requestId, at);
    }

    /** Takes out the next request whose deadline has come; null when there is none. */
    @Nullable
    String pollDeadline(Instant now) {
        return deadlines.pollDue(now);
    }

    /** Takes out the next request for which a second provider is to be asked; null when there is none. */
    @Nullable
    String pollHedge(Instant now) {
        return hedges.pollDue(now);
    }

    /** No call is made for it: it waits for the answer to another, or for a rate, and no longer than it is worth it. */
    void waits(EnrichmentRequest request) {
        expiries.add(request.id(), request.expiresAt());
    }

    /** It waits no longer. */
    void goesOn(String requestId) {
        expiries.remove(requestId);
    }

    /** It waits for a provider's rate; nobody in its line is tried before then. */
    void waitsForRate(EnrichmentRequest request, String provider, Instant nextTry) {
        waits(request);
        rates.add(request, provider, nextTry);
    }

    /** Takes out the request to try next with a provider; null when none waits for its rate, or it is too early. */
    @Nullable
    String pollRate(String provider, Instant now) {
        String requestId = rates.poll(provider, now);
        if (requestId != null) {
            goesOn(requestId);
        }
        return requestId;
    }

    /** Takes out a request that waited until it expired, whatever it waited for; null when none did. */
    @Nullable
    String pollExpired(Instant now) {
        String requestId = expiries.pollDue(now);
        if (requestId != null) {
            rates.remove(requestId);
        }
        return requestId;
    }

    /** Who waits for a provider's rate. */
    RateQueue rates() {
        return rates;
    }

    List<String> ofEpisode(String incidentId) {
        return episodes.requests(incidentId);
    }
}
