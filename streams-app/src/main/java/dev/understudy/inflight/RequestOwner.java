package dev.understudy.inflight;

import dev.understudy.config.Role;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.inflight.dispatch.Mailbox;
import dev.understudy.inflight.dispatch.Message;
import dev.understudy.inflight.dispatch.Ticket;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.policy.Backoff;
import dev.understudy.policy.Repeats;
import dev.understudy.policy.Route;
import dev.understudy.provider.Provider;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Owns the requests of one life of one task: from taking a request on to its answer, its parking or its dead letter.
 *
 * <p>Confined to the stream thread. What other threads have to say arrives in the {@link #mailbox()} and is read by
 * {@link #drain()}, so that each change of the store and the records that go with it are in one transaction.
 */
public final class RequestOwner {
    private static final int MESSAGES_PER_ROUND = 500;
    private static final int RECOVERIES_PER_ROUND = 200;

    private final OwnerParts parts;
    private final EntryStore store;
    private final WorkBoundary boundary;
    private final Calls calls;
    private final Attempts attempts;
    private final Parkings parkings;
    private final Deadlines deadlines = new Deadlines();
    private final Episodes episodes = new Episodes();
    private final Deque<String> recovering = new ArrayDeque<>();

    public RequestOwner(OwnerParts parts, Role role, EntryStore store, EmissionSink sink, RandomGenerator random) {
        this.parts = parts;
        this.store = store;
        this.boundary = new WorkBoundary(parts.encoder(), sink, parts.metrics());
        this.calls = new Calls(parts, role, store);
        this.attempts = new Attempts(parts.instanceId(), parts.config().providers());
        this.parkings = new Parkings(new Backoff(parts.config().retry(), random));
        store.forEachId(recovering::add);
    }

    /** Where calls that end and permits that become free are told. */
    public Mailbox<Message> mailbox() {
        return calls.mailbox();
    }

    /** Takes on a request that is not in the store yet. */
    public void own(InFlightEntry entry) {
        boundary.run(
                entry::original,
                out -> {
                    index(entry.request());
                    advance(entry, out);
                },
                () -> forget(entry.request().id()));
    }

    /** Writes what needs no call. */
    public void emit(RawRecord original, Consumer<List<Emission>> work) {
        boundary.run(() -> original, work, () -> {});
    }

    /** Handles what came in since the last round: a bounded number of messages, and the deadlines that have passed. */
    public void drain() {
        for (int i = 0; i < RECOVERIES_PER_ROUND && !recovering.isEmpty(); i++) {
            onEntry(recovering.remove(), this::recover);
        }
        for (int i = 0; i < MESSAGES_PER_ROUND; i++) {
            Message message = mailbox().poll();
            if (message == null) {
                break;
            }
            if (message instanceof Message.Finished finished) {
                finished(finished);
            } else {
                granted(((Message.Granted) message).ticket());
            }
        }
        Instant now = parts.clock().instant();
        for (String id = deadlines.pollDue(now); id != null; id = deadlines.pollDue(now)) {
            onEntry(id, this::deadlinePassed);
        }
    }

    /** The episode ended: its requests that came before are closed without a model answer. */
    public void supersede(String incidentId, long sequence) {
        while (!recovering.isEmpty()) {
            onEntry(recovering.remove(), this::recover);
        }
        for (String id : episodes.requests(incidentId)) {
            onEntry(id, (entry, out) -> {
                if (entry.request().identity().sequence() < sequence) {
                    superseded(entry, out);
                }
            });
        }
    }

    /**
     * Ends this life of the task. Calls are cancelled and nothing is drained: their entries are in the store, and the
     * next life makes the calls again.
     */
    public void close() {
        calls.close();
    }

    /** Asks the next provider of the chain that takes calls; parks the request when there is none. */
    private void advance(InFlightEntry entry, List<Emission> out) {
        InFlightEntry current = entry;
        Route route = route(entry);
        List<String> candidates = route.candidates(entry.request().progress());
        for (int i = 0; i < candidates.size() && !spent(current.request()); i++) {
            Provider provider = provider(candidates.get(i));
            Calls.Start start = calls.start(current, provider, candidates.size() - i);
            if (start instanceof Calls.Started || (start instanceof Calls.Busy && calls.queue(current, provider))) {
                return;
            }
            Outcome.Refused refused = start instanceof Calls.Declined declined
                    ? declined.refused()
                    : new Outcome.Refused(FailureReason.BULKHEAD_FULL, null);
            current = refused(current, provider, refused, out);
        }
        park(current, route, out);
    }

    private void granted(Ticket ticket) {
        if (!calls.accept(ticket)) {
            return;
        }
        onEntry(ticket.requestId(), (entry, out) -> {
            Provider provider = provider(ticket.provider());
            int left = route(entry).candidates(entry.request().progress()).size();
            if (calls.startWithPermit(entry, provider, left) instanceof Calls.Declined declined) {
                advance(refused(entry, provider, declined.refused(), out), out);
            }
        });
    }

    private void finished(Message.Finished finished) {
        SentPrompt prompt = calls.ended(finished);
        if (prompt == null) {
            return;
        }
        onEntry(finished.requestId(), (entry, out) -> {
            if (entry.call() == null) {
                throw new IllegalStateException("a call ended that the store does not know");
            }
            ProviderAttempt attempt = attempts.ended(entry.request(), entry.call(), finished.outcome(), finished.at());
            InFlightEntry tried = tried(entry, attempt, out);
            if (finished.outcome() instanceof Outcome.Completed completed) {
                out.add(new Emission.Answered(
                        parts.answers().complete(tried.request(), route(entry), attempt, completed, prompt, now()),
                        entry.original()));
                forget(entry.request().id());
            } else {
                failed(tried, provider(attempt.provider()), finished.outcome(), out);
            }
        });
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

    private void deadlinePassed(InFlightEntry entry, List<Emission> out) {
        EnrichmentRequest answered = firstRevision(entry, Set.of(DegradedReason.DEADLINE_EXCEEDED), out);
        store.put(entry.with(answered, entry.call()));
    }

    /** Revision 0, unless a revision is out already. */
    private EnrichmentRequest firstRevision(InFlightEntry entry, Set<DegradedReason> why, List<Emission> out) {
        EnrichmentRequest request = entry.request();
        if (request.progress().emittedRevision() >= 0) {
            return request;
        }
        deadlines.remove(request.id());
        out.add(new Emission.Answered(parts.answers().degraded(request, why, now()), entry.original()));
        return request.with(request.progress().emitted(0));
    }

    private void superseded(InFlightEntry entry, List<Emission> out) {
        InFlightEntry last = entry;
        if (entry.call() != null) {
            last = tried(entry, attempts.cutOff(entry.request(), entry.call(), FailureReason.CANCELLED, now()), out);
        }
        out.add(new Emission.Answered(parts.answers().superseded(last.request(), now()), entry.original()));
        forget(entry.request().id());
    }

    /** After a crash or a move: a call that was in flight is recorded as lost and made again. */
    private void recover(InFlightEntry entry, List<Emission> out) {
        index(entry.request());
        if (entry.call() == null) {
            advance(entry, out);
        } else {
            advance(
                    tried(entry, attempts.cutOff(entry.request(), entry.call(), FailureReason.ABANDONED, now()), out),
                    out);
        }
    }

    private InFlightEntry refused(InFlightEntry entry, Provider provider, Outcome.Refused refused, List<Emission> out) {
        return tried(entry, attempts.refused(entry.request(), provider.name(), refused, now()), out);
    }

    private static InFlightEntry tried(InFlightEntry entry, ProviderAttempt attempt, List<Emission> out) {
        EnrichmentRequest request = entry.request();
        out.add(new Emission.Tried(request.identity().key(), attempt));
        return entry.with(request.with(request.progress().after(attempt)), null);
    }

    private void onEntry(String requestId, BiConsumer<InFlightEntry, List<Emission>> work) {
        boundary.run(
                () -> store.original(requestId),
                out -> {
                    InFlightEntry entry = store.get(requestId);
                    if (entry != null) {
                        work.accept(entry, out);
                    }
                },
                () -> forget(requestId));
    }

    private void index(EnrichmentRequest request) {
        if (request.progress().emittedRevision() < 0) {
            deadlines.add(request.id(), request.deadlineAt());
        }
        episodes.add(request.identity().incidentId(), request.id());
    }

    private void forget(String requestId) {
        store.delete(requestId);
        deadlines.remove(requestId);
        episodes.remove(requestId);
        calls.drop(requestId);
    }

    private boolean spent(EnrichmentRequest request) {
        return request.progress().emittedRevision() < 0
                && request.progress().callsMade() >= parts.config().maxCalls();
    }

    private Route route(InFlightEntry entry) {
        return parts.routes().named(entry.request().progress().route());
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
