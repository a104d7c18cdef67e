package dev.understudy.enricher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.inflight.EmissionSink;
import dev.understudy.inflight.RawRecords;
import dev.understudy.inflight.WorkBoundary;
import dev.understudy.inflight.emission.DeadLetterReason;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.inflight.emission.Output;
import dev.understudy.inflight.reuse.KnownAnswers;
import dev.understudy.serde.SchemaRegistryException;
import dev.understudy.serde.UndecodableException;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the answers that the fallback consumer got, so that the enricher can give them again. */
final class LearnProcessor implements Processor<byte[], byte[], byte[], Output> {
    private static final Logger LOG = LoggerFactory.getLogger(LearnProcessor.class);

    private final EnricherParts parts;
    private ProcessorContext<byte[], Output> context;
    private WorkBoundary boundary;
    private KnownAnswers answers;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first
    LearnProcessor(EnricherParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Output> processorContext) {
        context = processorContext;
        answers = parts.knownAnswers(processorContext);
        boundary = new WorkBoundary(
                parts.owner().encoder(),
                EmissionSink.into(processorContext, parts.owner().clock()),
                parts.owner().metrics());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecords.incoming(context, record);
        boundary.run(() -> raw, out -> learn(raw, out), () -> {});
    }

    private void learn(RawRecord raw, List<Emission> out) {
        byte[] key = raw.key();
        byte[] value = raw.value();
        if (key == null || value == null) {
            out.add(unreadable(raw, UnreadableReason.NULL_VALUE));
            return;
        }
        try {
            answers.keep(new String(key, UTF_8), parts.answers().decode(value));
        } catch (UndecodableException unreadable) {
            out.add(unreadable(raw, unreadable.reason()));
        } catch (SchemaRegistryException away) {
            LOG.atWarn()
                    .addKeyValue("problem", away.getMessage())
                    .log("an answer of the fallback consumer cannot be read now; a model will be asked again");
        }
    }

    private static Emission unreadable(RawRecord raw, UnreadableReason reason) {
        return new Emission.DeadLettered(raw, new DeadLetterReason(reason.name(), "learn", reason.sentence()));
    }
}
