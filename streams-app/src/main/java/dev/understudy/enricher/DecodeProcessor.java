package dev.understudy.enricher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.inflight.RawRecords;
import dev.understudy.inflight.WorkBoundary;
import dev.understudy.inflight.dispatch.Mailbox;
import dev.understudy.inflight.emission.DeadLetterReason;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.inflight.emission.Output;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.serde.Decoding;
import dev.understudy.serde.SchemaLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns the bytes of {@code incidents} into alerts, each with its key. An alert that is alone in its record, under its
 * own key and on the partition of that key goes on at once; every other one travels through the repartition topic.
 *
 * <p>A record whose Avro schema is not known yet is stored and decoded when the registry has told it, so a registry
 * that is away makes intake wait and never makes a dead letter.
 */
final class DecodeProcessor implements Processor<byte[], byte[], String, Intake> {
    private static final Duration ROUND = Duration.ofMillis(5);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final int MOST_AWAITING = 500;
    private static final String TOO_LARGE_TO_TRAVEL = "the alert with its record is too long for the topic of rekeyed "
            + "alerts; lower max-alert-bytes or raise kafka.max.request.size";

    /** The registry's answer about one schema. */
    private record Told(int schemaId, SchemaLookup result) {}

    private final EnricherParts parts;
    private final RecordLimit limit;
    private final Mailbox<Told> mailbox = new Mailbox<>();
    private final Set<Integer> asked = new HashSet<>();
    private ProcessorContext<String, Intake> context;
    private AwaitingSchema awaiting;
    private WorkBoundary boundary;
    private Instant askAgainAt = Instant.EPOCH;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first
    DecodeProcessor(EnricherParts parts) {
        this.parts = parts;
        this.limit = new RecordLimit(parts.owner().config().maxRecordBytes());
    }

    @Override
    public void init(ProcessorContext<String, Intake> processorContext) {
        context = processorContext;
        awaiting = new AwaitingSchema(
                processorContext.getStateStore(EnricherNames.AWAITING_SCHEMA_STORE), parts.rawRecords(), limit);
        boundary = new WorkBoundary(
                parts.owner().encoder(), this::forwardUnread, parts.owner().metrics());
        processorContext.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, timestamp -> round());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecords.incoming(context, record);
        boundary.run(
                () -> raw,
                out -> {
                    Decoding decoding = parts.decoder().decode(raw);
                    if (decoding instanceof Decoding.SchemaNeeded needed) {
                        awaiting.add(raw);
                        ask(needed.id());
                    } else {
                        forward(raw, decoding, out);
                    }
                },
                () -> {});
        if (awaiting.size() > MOST_AWAITING) {
            Duration held = parts.owner()
                    .brakes()
                    .get()
                    .holdWhile(() -> awaiting.size() > MOST_AWAITING, mailbox, this::readAnswers);
            parts.owner().metrics().braked(held);
        }
    }

    private void round() {
        readAnswers();
        if (awaiting.size() > 0
                && asked.isEmpty()
                && mayAskAgain(parts.owner().clock().instant())) {
            decodeAwaiting(Set.of());
        }
    }

    /** Nor does a clock that was put back make it wait for long. */
    private boolean mayAskAgain(Instant now) {
        return !now.isBefore(askAgainAt) || now.isBefore(askAgainAt.minus(ASK_AGAIN));
    }

    private void readAnswers() {
        Set<Integer> unknown = new HashSet<>();
        boolean decodeAgain = false;
        for (Told told = mailbox.poll(); told != null; told = mailbox.poll()) {
            asked.remove(told.schemaId());
            switch (told.result()) {
                case FOUND -> decodeAgain = true;
                case UNKNOWN -> {
                    unknown.add(told.schemaId());
                    decodeAgain = true;
                }
                case UNAVAILABLE -> askAgainAt = parts.owner().clock().instant().plus(ASK_AGAIN);
            }
        }
        if (decodeAgain) {
            decodeAwaiting(unknown);
        }
    }

    private void decodeAwaiting(Set<Integer> unknown) {
        for (String key : awaiting.keys()) {
            RawRecord raw = awaiting.get(key);
            boundary.run(
                    () -> raw,
                    out -> {
                        Decoding decoding = parts.decoder().decode(raw);
                        if (!(decoding instanceof Decoding.SchemaNeeded needed)) {
                            forward(raw, decoding, out);
                            awaiting.remove(key);
                        } else if (unknown.contains(needed.id())) {
                            out.add(deadLetter(
                                    raw,
                                    UnreadableReason.UNKNOWN_SCHEMA_ID,
                                    UnreadableReason.UNKNOWN_SCHEMA_ID.sentence()));
                            awaiting.remove(key);
                        } else {
                            ask(needed.id());
                        }
                    },
                    () -> awaiting.remove(key));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the answer comes by mail
    private void ask(int schemaId) {
        if (asked.add(schemaId)) {
            parts.decoder()
                    .lookup(schemaId)
                    .whenComplete((result, failure) ->
                            mailbox.post(new Told(schemaId, result == null ? SchemaLookup.UNAVAILABLE : result)));
        }
    }

    private void forward(RawRecord raw, Decoding decoding, List<Emission> out) {
        if (decoding instanceof Decoding.Unreadable unreadable) {
            out.add(deadLetter(raw, unreadable.reason(), unreadable.message()));
            return;
        }
        Decoding.Decoded decoded = (Decoding.Decoded) decoding;
        parts.owner().metrics().truncated(decoded.truncated());
        parts.owner().metrics().ignored(decoded.ignored());
        for (UnreadableAlert unreadable : decoded.unreadable()) {
            out.add(deadLetter(unreadable.original(), unreadable.reason(), unreadable.message()));
        }
        boolean alone = decoded.alerts().size() + decoded.unreadable().size() == 1;
        for (KeyedAlert alert : decoded.alerts()) {
            String key = alert.alert().key().value();
            Intake next = alone && isAtHome(raw, key.getBytes(UTF_8))
                    ? new Intake.Resident(alert)
                    : new Intake.Foreign(alert);
            if (next instanceof Intake.Resident || fits(key, alert)) {
                context.forward(new Record<>(key, next, parts.owner().clock().millis()));
            } else {
                out.add(deadLetter(alert.original(), UnreadableReason.TOO_LARGE, TOO_LARGE_TO_TRAVEL));
            }
        }
    }

    /** Whether an alert can travel through the repartition topic. */
    private boolean fits(String key, KeyedAlert alert) {
        return limit.isAmpleFor(alert.original())
                || limit.fits(key.getBytes(UTF_8), parts.keyedAlerts().encode(alert), List.of());
    }

    private boolean isAtHome(RawRecord raw, byte[] key) {
        return Arrays.equals(raw.key(), key)
                && Utils.toPositive(Utils.murmur2(key)) % parts.partitions()
                        == raw.origin().partition();
    }

    private static Emission deadLetter(RawRecord raw, UnreadableReason reason, String message) {
        return new Emission.DeadLettered(raw, new DeadLetterReason(reason.name(), "decode", message));
    }

    private void forwardUnread(Output output) {
        context.forward(output.asRecord(
                "", (Intake) new Intake.Unread(output), parts.owner().clock().millis()));
    }
}
