package dev.understudy.inflight;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.inflight.emission.DeadLetterReason;
import dev.understudy.inflight.emission.Emission;
import dev.understudy.inflight.emission.Output;
import dev.understudy.inflight.emission.OutputEncoder;
import dev.understudy.metrics.InFlightMetrics;
import dev.understudy.provider.SafeText;
import dev.understudy.serde.SchemaRegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a task catches. Work that throws ends as a dead letter and the task goes on; what Kafka throws
 * ends the task, and so does a registry that is away when a stored record needs it. Whatever work emits is serialised before any of it is forwarded, so a record that cannot be written
 * leaves nothing half done.
 */
public final class WorkBoundary {
    private static final Logger LOG = LoggerFactory.getLogger(WorkBoundary.class);

    private final OutputEncoder encoder;
    private final EmissionSink sink;
    private final InFlightMetrics metrics;

    public WorkBoundary(OutputEncoder encoder, EmissionSink sink, InFlightMetrics metrics) {
        this.encoder = encoder;
        this.sink = sink;
        this.metrics = metrics;
    }

    /**
     * Does the work on one record and forwards what it emits.
     *
     * @param original the record, should it become a dead letter
     * @param cleanUp takes the record out of the task's state after a failure
     */
    public void run(Supplier<RawRecord> original, Consumer<List<Emission>> work, Runnable cleanUp) {
        List<Emission> emissions = new ArrayList<>();
        List<Output> outputs;
        try {
            work.accept(emissions);
            outputs = encode(emissions);
        } catch (KafkaException | SchemaRegistryException fatal) {
            throw fatal;
        } catch (RuntimeException bug) {
            RawRecord record = original.get();
            LOG.atError()
                    .addKeyValue("topic", record.origin().topic())
                    .addKeyValue("partition", record.origin().partition())
                    .addKeyValue("offset", record.origin().offset())
                    .setCause(told(bug))
                    .log("Work on a record threw; the record becomes a dead letter");
            emissions = List.of(new Emission.DeadLettered(record, DeadLetterReason.thrown("process", bug)));
            outputs = encode(emissions);
            cleanUp.run();
        }
        outputs.forEach(sink::forward);
        emissions.forEach(emission -> emission.count(metrics));
    }

    /** Where it happened and what, without what its message may quote of the record. */
    private static Throwable told(RuntimeException bug) {
        Throwable told = new IllegalStateException(
                bug.getClass().getName() + ": " + SafeText.of(String.valueOf(bug.getMessage())));
        told.setStackTrace(bug.getStackTrace());
        return told;
    }

    private List<Output> encode(List<Emission> emissions) {
        return emissions.stream()
                .flatMap(emission -> encoder.encode(emission).stream())
                .toList();
    }
}
