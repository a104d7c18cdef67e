package dev.understudy.inflight;

import dev.understudy.inflight.emission.Output;
import java.time.Clock;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Where a task forwards what it writes: into the transaction of the stream thread that calls. */
@FunctionalInterface
public interface EmissionSink {
    void forward(Output output);

    /** Downstream of a processor, with the time of writing. */
    @SuppressWarnings("NullAway") // the key of a dead letter may be null, which Kafka's signature does not know
    static EmissionSink into(ProcessorContext<byte[], Output> context, Clock clock) {
        return output -> context.forward(output.asRecord(output.key(), output, clock.millis()));
    }
}
