package dev.understudy.enricher;

import dev.understudy.config.Role;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.Progress;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.inflight.EmissionSink;
import dev.understudy.inflight.EntryStore;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.inflight.RequestOwner;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.inflight.emission.Output;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.inflight.reuse.KnownAnswers;
import dev.understudy.inflight.reuse.RecentStore;
import dev.understudy.inflight.reuse.Recurrences;
import dev.understudy.policy.ContentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an alert needs: nothing more when it is over, what is known without a call when it is too old, else a
 * model. What needs a model is handed to the {@link RequestOwner} of this task.
 */
final class EnrichProcessor implements Processor<String, KeyedAlert, byte[], Output> {
    private static final Duration ROUND = Duration.ofMillis(5);

    private final EnricherParts parts;
    private final OwnerParts shared;
    private ProcessorContext<byte[], Output> context;
    private RequestOwner owner;
    private KnownAnswers answers;
    private Recurrences recurrences;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first
    EnrichProcessor(EnricherParts parts) {
        this.parts = parts;
        this.shared = parts.owner();
    }

    @Override
    public void init(ProcessorContext<byte[], Output> processorContext) {
        context = processorContext;
        EntryStore store = new EntryStore(
                processorContext.getStateStore(EnricherNames.IN_FLIGHT_STORE),
                parts.entries(),
                new RecordLimit(shared.config().maxRecordBytes()));
        answers = parts.knownAnswers(processorContext);
        recurrences = new Recurrences(
                new RecentStore(processorContext.getStateStore(EnricherNames.RECURRENCES_STORE), Recurrences.QUIET));
        owner = new RequestOwner(
                shared,
                Role.ENRICHER,
                store,
                answers,
                EmissionSink.into(processorContext, shared.clock()),
                new Random());
        processorContext.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, timestamp -> round());
    }

    @Override
    public void process(Record<String, KeyedAlert> record) {
        RawRecord original = record.value().original();
        owner.emit(original, out -> enrich(request(record.key(), record.value()), original, out));
        holdWhileFull();
    }

    private void enrich(EnrichmentRequest request, RawRecord original, List<Emission> out) {
        if (request.alert().status() == AlertStatus.RESOLVED) {
            resolved(request, original, out);
        } else if (isTooOld(original.origin())) {
            out.add(new Emission.Answered(
                    shared.answers().expired(request, Set.of(DegradedReason.ALERT_TOO_OLD), now()), original));
        } else {
            owner.own(InFlightEntry.of(request, original));
        }
    }

    @Override
    public void close() {
        owner.close();
    }

    private void resolved(EnrichmentRequest request, RawRecord original, List<Emission> out) {
        RequestIdentity identity = request.identity();
        Instant endsAt = request.alert().times().endsAt();
        owner.supersede(identity.incidentId(), identity.sequence());
        out.add(new Emission.Answered(shared.answers().resolved(request, now()), original));
        out.add(new Emission.Ended(
                identity.key(),
                new ResolvedMark(identity.incidentId(), identity.sequence(), endsAt == null ? now() : endsAt),
                original));
    }

    private EnrichmentRequest request(String key, KeyedAlert keyed) {
        Alert alert = keyed.alert();
        RecordRef read = keyed.original().origin();
        // Only in a replay, into whose topics nobody else writes: a stranger could take another request's id.
        RecordRef origin = shared.namespace().isReplay() ? ReplayedFrom.of(keyed.original()) : read;
        RequestIdentity identity = new RequestIdentity(
                RequestIds.requestId(origin),
                RequestIds.incidentId(
                        alert.place().tenant(),
                        alert.fingerprint(),
                        alert.times().startsAt()),
                key,
                sequence(read),
                origin);
        String route = shared.routes().nameFor(alert, shared.dispatcher().queued());
        return new EnrichmentRequest(
                identity,
                alert,
                now().plus(shared.config().deadline()),
                now().plus(shared.config().expires()),
                Progress.start(route),
                shared.prompts().version(),
                contentKey(alert, route, origin),
                null,
                answers.lastGood(key, now()),
                recurrence(alert, identity));
    }

    /** What a model would be asked; null when none is, or none of its answers may be given again. */
    private @Nullable String contentKey(Alert alert, String route, RecordRef origin) {
        return alert.status() == AlertStatus.RESOLVED
                        || isTooOld(origin)
                        || !shared.config().reuse().enabled()
                ? null
                : ContentKey.of(
                        alert, shared.prompts().wordings(alert), shared.routes().asked(route, alert));
    }

    private int recurrence(Alert alert, RequestIdentity identity) {
        return alert.status() == AlertStatus.RESOLVED
                ? recurrences.ended(identity.key(), identity.incidentId(), now())
                : recurrences.fired(identity.key(), identity.incidentId(), now());
    }

    /** The offset of the record that carries the alert under its key: of the repartition topic when it came through it. */
    private long sequence(RecordRef origin) {
        return context.recordMetadata()
                // The topic is null for a record whose schema was awaited: the decoder forwards it from a punctuator.
                .filter(position ->
                        EnricherNames.rekeyedTopic(shared.namespace()).equals(position.topic()))
                .map(RecordMetadata::offset)
                .orElse(origin.offset());
    }

    private boolean isTooOld(RecordRef origin) {
        return origin.timestamp().isBefore(now().minus(shared.config().maxAlertAge()));
    }

    private void round() {
        long began = System.nanoTime();
        shared.brakes().get().newRound();
        owner.drain();
        answers.sweep(now());
        recurrences.sweep(now());
        shared.metrics().round(Duration.ofNanos(System.nanoTime() - began));
    }

    private void holdWhileFull() {
        int most = shared.config().inFlight().maxQueued();
        if (shared.dispatcher().queued() > most) {
            Duration held = shared.brakes()
                    .get()
                    .holdWhile(() -> shared.dispatcher().queued() > most, owner.mailbox(), owner::drain);
            shared.metrics().braked(held);
        }
    }

    private Instant now() {
        return shared.clock().instant();
    }
}
