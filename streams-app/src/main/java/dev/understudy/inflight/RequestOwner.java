package dev.understudy.inflight;

import dev.understudy.config.Role;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.inflight.dispatch.Mailbox;
import dev.understudy.inflight.dispatch.Message;
import dev.understudy.inflight.dispatch.Ticket;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.inflight.reuse.KnownAnswers;
import dev.understudy.policy.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Owns the requests of one life of one task: from taking a request on to its answer, its parking or its dead letter.
 *
 * <p>Confined to the stream thread. What other threads have to say arrives in the {@link #mailbox()} and is read by
 * {@link #drain()}, so that each change of the store and the records that go with it are in one transaction. What then
 * becomes of a request is told by {@link RequestSteps}.
 */
public final class RequestOwner {
    private static final int MESSAGES_PER_ROUND = 500;
    private static final int RECOVERIES_PER_ROUND = 200;
    /** What many requests have in common may fall due at once; commits must go on. */
    private static final Duration LONGEST_ROUND = Duration.ofMillis(250);

    private final OwnerParts parts;
    private final EntryStore store;
    private final WorkBoundary boundary;
    private final Calls calls;
    private final RequestIndex index = new RequestIndex();
    private final Reuse reuse;
    private final RequestSteps steps;
    private final Deque<String> recovering = new ArrayDeque<>();

    public RequestOwner(
            OwnerParts parts,
            Role role,
            EntryStore store,
            KnownAnswers answers,
            EmissionSink sink,
            RandomGenerator random) {
        this.parts = parts;
        this.store = store;
        this.boundary = new WorkBoundary(parts.encoder(), sink, parts.metrics());
        this.calls = new Calls(parts, role, store);
        this.reuse = new Reuse(answers, role);
        this.steps = new RequestSteps(
                parts,
                store,
                calls,
                index,
                new Parkings(new Backoff(parts.config().retry(), random)),
                reuse);
        store.forEachId(recovering::add);
    }

    /** Where calls that end and permits that become free are told. */
    public Mailbox<Message> mailbox() {
        return calls.mailbox();
    }

    /** Takes on a request that is not in the store yet, unless an earlier answer fits. */
    public void own(InFlightEntry entry) {
        boundary.run(
                entry::original,
                out -> {
                    if (!steps.answerAgain(entry, out)) {
                        index.add(entry.request());
                        steps.ask(entry, out);
                    }
                },
                () -> steps.forget(entry.request().id()));
    }

    /** Writes what needs no call. */
    public void emit(RawRecord original, Consumer<List<Emission>> work) {
        boundary.run(() -> original, work, () -> {});
    }

    /** Handles what came in since the last round: a bounded number of messages, and what has become due. */
    public void drain() {
        long end = System.nanoTime() + LONGEST_ROUND.toNanos();
        for (int i = 0; i < RECOVERIES_PER_ROUND && !recovering.isEmpty() && isBefore(end); i++) {
            onEntry(recovering.remove(), steps::recover);
        }
        Instant now = parts.clock().instant();
        // Before the messages: one that parks a request would leave an overdue revision to its next owner.
        for (String id = index.pollDeadline(now); id != null; id = isBefore(end) ? index.pollDeadline(now) : null) {
            onEntry(id, steps::deadlinePassed);
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
        for (String id = reuse.pollReleased(); id != null; id = isBefore(end) ? reuse.pollReleased() : null) {
            onEntry(id, steps::begin);
        }
        for (String id = index.pollHedge(now); id != null; id = index.pollHedge(now)) {
            onEntry(id, (entry, out) -> steps.hedge(entry));
        }
        for (String id = index.pollExpired(now); id != null; id = index.pollExpired(now)) {
            onEntry(id, steps::expired);
        }
        for (String provider : index.rates().providers()) {
            for (String id = index.pollRate(provider, now); id != null; id = index.pollRate(provider, now)) {
                onEntry(id, (entry, out) -> steps.tryRate(entry, provider, out));
            }
        }
    }

    private static boolean isBefore(long end) {
        return System.nanoTime() < end;
    }

    /** Requests that wait until a provider's rate lets them through. */
    public int waitingForRate() {
        return index.rates().size();
    }

    /** The episode ended: its requests that came before are closed without a model answer. */
    public void supersede(String incidentId, long sequence) {
        while (!recovering.isEmpty()) {
            onEntry(recovering.remove(), steps::recover);
        }
        for (String id : index.ofEpisode(incidentId)) {
            onEntry(id, (entry, out) -> {
                if (entry.request().identity().sequence() < sequence) {
                    steps.superseded(entry, out);
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

    private void finished(Message.Finished finished) {
        SentPrompt prompt = calls.ended(finished);
        if (prompt != null) {
            onEntry(finished.requestId(), (entry, out) -> steps.ended(entry, finished, prompt, out));
        }
    }

    private void granted(Ticket ticket) {
        if (calls.accept(ticket)) {
            try {
                onEntry(ticket.requestId(), (entry, out) -> steps.granted(entry, ticket, out));
            } finally {
                calls.settle(ticket);
            }
        }
    }

    private void onEntry(String requestId, BiConsumer<InFlightEntry, List<Emission>> work) {
        // The entry may be gone from the store when what it became turns out not to fit into a record.
        InFlightEntry[] read = new InFlightEntry[1];
        boundary.run(
                () -> read[0] == null ? store.original(requestId) : read[0].original(),
                out -> {
                    InFlightEntry entry = store.get(requestId);
                    if (entry != null) {
                        read[0] = entry;
                        work.accept(entry, out);
                    }
                },
                () -> steps.forget(requestId));
    }
}
