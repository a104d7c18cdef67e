package dev.understudy.fallback;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.inflight.EmissionSink;
import dev.understudy.inflight.EntryStore;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.inflight.Parkings;
import dev.understudy.inflight.RawRecords;
import dev.understudy.inflight.RequestOwner;
import dev.understudy.inflight.emission.DeadLetterReason;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.inflight.emission.Output;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.inflight.reuse.KnownAnswers;
import dev.understudy.inflight.reuse.RecentStore;
import dev.understudy.serde.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes parked requests over: those that are due go to the {@link RequestOwner} of this task, the others wait in the due
 * store until they are. A request whose alert ended meanwhile, or that waited too long, is closed without a call.
 */
final class RetryProcessor implements Processor<byte[], byte[], byte[], Output> {
    private static final Duration ROUND = Duration.ofMillis(5);
    private static final int TAKEN_PER_ROUND = 100;
    /** With more requests than this waiting to be called, those that are due wait on disk. */
    private static final int MOST_QUEUED = 5_000;

    private final FallbackParts parts;
    private final OwnerParts shared;
    private ProcessorContext<byte[], Output> context;
    private RequestOwner owner;
    private DueStore due;
    private ResolvedMarks marks;
    private KnownAnswers answers;
    private Drains drains;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first
    RetryProcessor(FallbackParts parts) {
        this.parts = parts;
        this.shared = parts.owner();
    }

    @Override
    public void init(ProcessorContext<byte[], Output> processorContext) {
        context = processorContext;
        RecordLimit limit = new RecordLimit(shared.config().maxRecordBytes());
        EntryStore store =
                new EntryStore(processorContext.getStateStore(FallbackNames.IN_FLIGHT_STORE), parts.entries(), limit);
        answers = new KnownAnswers(
                shared.config().reuse(),
                recent(FallbackNames.ANSWERS_STORE, shared.config().reuse().lastGood()),
                parts.answers());
        owner = new RequestOwner(
                shared,
                Role.FALLBACK,
                store,
                answers,
                EmissionSink.into(processorContext, shared.clock()),
                new Random());
        due = new DueStore(
                processorContext.getStateStore(FallbackNames.DUE_STORE),
                processorContext.getStateStore(FallbackNames.DUE_BY_INCIDENT_STORE),
                parts.rawRecords(),
                limit);
        drains = new Drains(
                due,
                parts.requests(),
                (request, provider) -> shared.routes().of(request).chain().contains(provider));
        marks = new ResolvedMarks(
                recent(FallbackNames.RESOLVED_STORE, shared.config().expires()), parts.marks());
        processorContext.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, timestamp -> round());
    }

    private RecentStore recent(String store, Duration kept) {
        return new RecentStore(context.getStateStore(store), kept);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecords.incoming(context, record);
        owner.emit(raw, out -> {
            if (record.value() == null) {
                withoutValue(raw, out);
                return;
            }
            try {
                if (raw.origin().topic().equals(shared.namespace().topic(Topics.RESOLVED))) {
                    ended(parts.marks().decode(record.value()));
                } else {
                    parked(parts.requests().decode(record.value()), raw, out);
                }
            } catch (UndecodableException unreadable) {
                out.add(unreadable(raw, unreadable.reason()));
            }
        });
    }

    private void withoutValue(RawRecord raw, List<Emission> out) {
        DrainOrder order = DrainOrder.of(raw);
        if (order == null) {
            out.add(unreadable(raw, UnreadableReason.NULL_VALUE));
        } else {
            drains.begin(order, now());
        }
    }

    private static Emission unreadable(RawRecord raw, UnreadableReason reason) {
        return new Emission.DeadLettered(raw, new DeadLetterReason(reason.name(), "fallback", reason.sentence()));
    }

    @Override
    public void close() {
        owner.close();
    }

    private void parked(EnrichmentRequest request, RawRecord raw, List<Emission> out) {
        if (waits(request) && !isOver(request)) {
            due.add(request.id(), request.identity().incidentId(), dueAt(request), raw);
            return;
        }
        takeOver(request, raw, out);
    }

    /** What has no revision out yet never waits on disk, whatever other clocks say: only its owner sees to its deadline. */
    private boolean waits(EnrichmentRequest request) {
        boolean answered = request.progress().emittedRevision() >= 0;
        return answered && (dueAt(request).isAfter(now()) || room() <= 0);
    }

    private void takeOver(EnrichmentRequest request, RawRecord raw, List<Emission> out) {
        if (isOver(request)) {
            out.add(new Emission.Answered(shared.answers().superseded(request, now()), raw));
        } else if (!now().isBefore(request.expiresAt())) {
            out.add(new Emission.Answered(
                    shared.answers().expired(request, Parkings.degradedReasons(request.progress()), now()), raw));
        } else {
            owner.own(InFlightEntry.of(request, raw));
        }
    }

    private void ended(ResolvedMark mark) {
        marks.add(mark, now());
        owner.supersede(mark.incidentId(), mark.sequence());
        for (DueStore.Waiting waiting : due.takeIncident(mark.incidentId())) {
            owner.emit(waiting.record(), closed -> closeOrKeep(waiting.record(), closed));
        }
    }

    private void closeOrKeep(RawRecord record, List<Emission> out) {
        EnrichmentRequest request = request(record);
        if (isOver(request)) {
            out.add(new Emission.Answered(shared.answers().superseded(request, now()), record));
        } else {
            due.add(request.id(), request.identity().incidentId(), dueAt(request), record);
        }
    }

    private void round() {
        long began = System.nanoTime();
        owner.drain();
        int room = room();
        if (room > 0) {
            drains.advance(Math.min(room, TAKEN_PER_ROUND), now());
            for (DueStore.Waiting waiting : due.takeDue(now(), Math.min(room, TAKEN_PER_ROUND))) {
                owner.emit(waiting.record(), out -> takeOver(request(waiting.record()), waiting.record(), out));
            }
        }
        marks.sweep(now());
        answers.sweep(now());
        shared.metrics().round(Duration.ofNanos(System.nanoTime() - began));
    }

    private int room() {
        return MOST_QUEUED - shared.dispatcher().queued() - owner.waitingForRate();
    }

    private boolean isOver(EnrichmentRequest request) {
        ResolvedMark mark = marks.latest(request.identity().incidentId(), now());
        return mark != null && mark.sequence() > request.identity().sequence();
    }

    private static Instant dueAt(EnrichmentRequest request) {
        Parking parking = request.parking();
        Instant notBefore = parking == null ? Instant.EPOCH : parking.notBefore();
        return notBefore.isBefore(request.expiresAt()) ? notBefore : request.expiresAt();
    }

    private EnrichmentRequest request(RawRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalStateException("a parked request without a value was stored");
        }
        return parts.requests().decode(value);
    }

    private Instant now() {
        return shared.clock().instant();
    }
}
