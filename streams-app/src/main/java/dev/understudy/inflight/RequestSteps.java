package dev.understudy.inflight;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.inflight.dispatch.Message;
import dev.understudy.inflight.dispatch.Ticket;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.policy.Repeats;
import dev.understudy.policy.Route;
import dev.understudy.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The steps that a request can take. Each begins with the entry as it is stored and ends with the entry stored anew, or
 * forgotten with the last record about it emitted. Confined to the stream thread.
 */
final class RequestSteps {
    private static final Duration RATE_TRY = Duration.ofMillis(5);

    private final OwnerParts parts;
    private final EntryStore store;
    private final Calls calls;
    private final RequestIndex index;
    private final Parkings parkings;
    private final Reuse reuse;
    private final Attempts attempts;
    private final Hedges hedges;

    RequestSteps(OwnerParts parts, EntryStore store, Calls calls, RequestIndex index, Parkings parkings, Reuse reuse) {
        this.parts = parts;
        this.store = store;
        this.calls = calls;
        this.index = index;
        this.parkings = parkings;
        this.reuse = reuse;
        this.attempts = new Attempts(parts.instanceId(), parts.config().providers());
        this.hedges = new Hedges(parts.config().hedging());
    }

    /** Gives an earlier answer again, waits for one that is on its way, or asks. */
    void begin(InFlightEntry entry, List<Emission> out) {
        if (answerAgain(entry, out)) {
            forget(entry.request().id());
        } else if (!now().isBefore(entry.request().expiresAt())) {
            expired(entry, out);
        } else {
            ask(entry, out);
        }
    }

    /** Waits for an answer that is on its way, or asks. */
    void ask(InFlightEntry entry, List<Emission> out) {
        if (reuse.waits(entry.request())) {
            store.put(entry);
            index.waits(entry.request());
        } else {
            advance(entry, out);
        }
    }

    /** True when an earlier answer was given again. */
    boolean answerAgain(InFlightEntry entry, List<Emission> out) {
        EnrichmentRequest request = entry.request();
        LastGoodAnswer known = reuse.known(request, now());
        if (known != null) {
            out.add(new Emission.Answered(parts.answers().reused(request, known, now()), entry.original()));
        }
        return known != null;
    }

    /** Asks the next provider of the chain that takes calls; parks the request when there is none. */
    void advance(InFlightEntry entry, List<Emission> out) {
        index.goesOn(entry.request().id());
        InFlightEntry current = entry;
        String overRate = null;
        Route route = route(entry);
        List<String> candidates = route.candidates(entry.request().progress());
        for (int i = 0; i < candidates.size() && !spent(current.request()); i++) {
            Provider provider = provider(candidates.get(i));
            Calls.Start start = calls.start(current, provider, candidates.size() - i);
            if (start instanceof Calls.Started) {
                planHedge(current.request(), provider);
                return;
            }
            if (start instanceof Calls.Busy && calls.queue(current, provider)) {
                return;
            }
            Outcome.Refused refused = start instanceof Calls.Declined declined
                    ? declined.refused()
                    : new Outcome.Refused(FailureReason.BULKHEAD_FULL, null);
            overRate = overRate == null && refused.reason() == FailureReason.RATE_CAP ? provider.name() : overRate;
            current = refused(current, provider, refused, out);
        }
        if (overRate != null && current.request().progress().emittedRevision() >= 0) {
            waitForRate(current, overRate, RATE_TRY);
        } else {
            park(current, route, out);
        }
    }

    /** Nobody waits for the answer, and no other provider takes calls: better to be next in line than to go round. */
    private void waitForRate(InFlightEntry entry, String provider, Duration time) {
        store.put(entry);
        index.waitsForRate(entry.request(), provider, now().plus(time));
    }

    /** It waited until it expired: the fallback consumer closes it when it comes back. */
    void expired(InFlightEntry entry, List<Emission> out) {
        park(entry, route(entry), out);
    }

    /** The provider's rate may have room again. */
    void tryRate(InFlightEntry entry, String granter, List<Emission> out) {
        Calls.Start start = calls.start(entry, provider(granter), 1);
        if (start instanceof Calls.Busy) {
            waitForRate(entry, granter, RATE_TRY);
        } else if (start instanceof Calls.Declined declined) {
            Outcome.Refused refused = declined.refused();
            if (refused.reason() == FailureReason.RATE_CAP) {
                waitForRate(entry, granter, refused.retryAfter() == null ? RATE_TRY : refused.retryAfter());
            } else {
                advance(refused(entry, provider(granter), refused, out), out);
            }
        }
    }

    /** The permit that the request waited for is there. */
    void granted(InFlightEntry entry, Ticket ticket, List<Emission> out) {
        Provider provider = provider(ticket.provider());
        int left = route(entry).candidates(entry.request().progress()).size();
        if (calls.startWithPermit(entry, provider, left, ticket) instanceof Calls.Declined declined) {
            advance(refused(entry, provider, declined.refused(), out), out);
        } else {
            planHedge(entry.request(), provider);
        }
    }

    private void planHedge(EnrichmentRequest request, Provider provider) {
        Instant at = hedges.dueAt(request, provider, now());
        if (at != null) {
            index.hedgeAt(request.id(), at);
        }
    }

    /** The first provider is slow: the next one that takes calls is asked too. */
    void hedge(InFlightEntry entry) {
        InFlightEntry.Call call = entry.call();
        EnrichmentRequest request = entry.request();
        if (call == null
                || entry.hedge() != null
                || request.progress().callsMade() + 2 > parts.config().maxCalls()) {
            return;
        }
        List<String> others = route(entry).candidates(request.progress()).stream()
                .filter(provider -> !provider.equals(call.provider()))
                .toList();
        for (int i = 0; i < others.size(); i++) {
            if (calls.hedge(entry, provider(others.get(i)), others.size() - i) instanceof Calls.Started) {
                return;
            }
        }
    }

    /** A call ended: with the answer, with another call still in flight, or with a failure. */
    void ended(InFlightEntry entry, Message.Finished finished, SentPrompt prompt, List<Emission> out) {
        InFlightEntry.Call call = entry.call(finished.ordinal());
        if (call == null) {
            throw new IllegalStateException("a call ended that the store does not know");
        }
        ProviderAttempt attempt = attempts.ended(entry, call, finished.outcome(), finished.at());
        InFlightEntry tried = tried(entry.without(call), attempt, out);
        if (finished.outcome() instanceof Outcome.Completed completed) {
            answered(tried, attempt, completed, prompt, out);
        } else if (tried.calls().isEmpty()) {
            failed(tried, provider(attempt.provider()), finished.outcome(), out);
        } else {
            store.put(tried);
        }
    }

    private void answered(
            InFlightEntry entry,
            ProviderAttempt attempt,
            Outcome.Completed completed,
            SentPrompt prompt,
            List<Emission> out) {
        EnrichmentRequest request = cutOff(entry, FailureReason.HEDGE_LOST, out).request();
        EnrichedIncident answer = parts.answers().complete(request, route(entry), attempt, completed, prompt, now());
        out.add(new Emission.Answered(answer, entry.original()));
        if (prompt.isRecorded()) {
            out.add(new Emission.Exchanged(prompt.answered(attempt, completed)));
        }
        reuse.learn(
                request,
                new LastGoodAnswer(
                        completed.answer().enrichment(),
                        request.id(),
                        now(),
                        attempt.provider(),
                        attempt.model(),
                        answer.caveats()),
                out);
        forget(request.id());
    }

    /** One more call to the same provider where that is allowed, else the request changes owner. */
    private void failed(InFlightEntry entry, Provider provider, Outcome outcome, List<Emission> out) {
        EnrichmentRequest request = entry.request();
        int left = route(entry).candidates(request.progress()).size() + 1;
        boolean again = outcome instanceof Outcome.Failed failed
                && !spent(request)
                && Repeats.allowed(
                        request.progress(),
                        provider.name(),
                        failed,
                        provider.config().reask())
                && calls.start(entry, provider, left) instanceof Calls.Started;
        if (!again) {
            park(entry, route(entry), out);
        }
    }

    /**
     * Hands the request over to the fallback consumer: for the next provider of this round at once, or for a new round
     * later when none is left. In the latter case a first revision goes out now, since nobody knows when.
     */
    private void park(InFlightEntry entry, Route route, List<Emission> out) {
        EnrichmentRequest request = entry.request();
        String provider = Parkings.provider(route, request.progress());
        EnrichmentRequest parked;
        if (route.candidates(request.progress()).isEmpty() || spent(request)) {
            EnrichmentRequest answered = firstRevision(entry, Parkings.degradedReasons(request.progress()), out);
            parked = parkings.forNextRound(answered, route, now());
        } else {
            parked = parkings.forNextProvider(request, now());
        }
        out.add(new Emission.Parked(provider, parked, entry.original()));
        forget(request.id());
    }

    /** Nobody has to wait longer: a first revision goes out, and the work goes on. */
    void deadlinePassed(InFlightEntry entry, List<Emission> out) {
        store.put(entry.with(firstRevision(entry, Set.of(DegradedReason.DEADLINE_EXCEEDED), out)));
    }

    /** Revision 0, unless a revision is out already. */
    private EnrichmentRequest firstRevision(InFlightEntry entry, Set<DegradedReason> why, List<Emission> out) {
        EnrichmentRequest request = entry.request();
        if (request.progress().emittedRevision() >= 0) {
            return request;
        }
        index.answered(request.id());
        out.add(new Emission.Answered(parts.answers().degraded(request, why, now()), entry.original()));
        return request.with(request.progress().emitted(0));
    }

    /** The alert ended: the request is closed without a model answer. */
    void superseded(InFlightEntry entry, List<Emission> out) {
        EnrichmentRequest request = cutOff(entry, FailureReason.CANCELLED, out).request();
        out.add(new Emission.Answered(parts.answers().superseded(request, now()), entry.original()));
        forget(request.id());
    }

    /** After a crash or a move: calls that were in flight are recorded as lost and made again. */
    void recover(InFlightEntry entry, List<Emission> out) {
        index.add(entry.request());
        begin(cutOff(entry, FailureReason.ABANDONED, out), out);
    }

    /** The entry and everything about it is gone. */
    void forget(String requestId) {
        store.delete(requestId);
        index.remove(requestId);
        calls.drop(requestId);
        reuse.left(requestId);
    }

    private InFlightEntry cutOff(InFlightEntry entry, FailureReason reason, List<Emission> out) {
        InFlightEntry current = entry;
        for (InFlightEntry.Call call : entry.calls()) {
            current = tried(current.without(call), attempts.cutOff(current, call, reason, now()), out);
        }
        return current;
    }

    private InFlightEntry refused(InFlightEntry entry, Provider provider, Outcome.Refused refused, List<Emission> out) {
        return tried(entry, attempts.refused(entry.request(), provider.name(), refused, now()), out);
    }

    private static InFlightEntry tried(InFlightEntry entry, ProviderAttempt attempt, List<Emission> out) {
        EnrichmentRequest request = entry.request();
        out.add(new Emission.Tried(request.identity().key(), attempt, entry.original()));
        return entry.with(request.with(request.progress().after(attempt)));
    }

    private boolean spent(EnrichmentRequest request) {
        return request.progress().emittedRevision() < 0
                && request.progress().callsMade() >= parts.config().maxCalls();
    }

    private Route route(InFlightEntry entry) {
        return parts.routes().of(entry.request());
    }

    private Provider provider(String name) {
        Provider provider = parts.providers().get(name);
        if (provider == null) {
            throw new IllegalStateException("no provider " + name);
        }
        return provider;
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
