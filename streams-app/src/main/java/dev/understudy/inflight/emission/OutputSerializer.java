package dev.understudy.inflight.emission;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Writes an {@link Output} as the bytes that it holds already. */
public final class OutputSerializer implements Serializer<Output> {

    @Override
    @SuppressWarnings("NullAway") // the value of a dead letter may be null, which Kafka's signature does not know
    public byte[] serialize(String topic, Output output) {
        return output.value();
    }

    /** For sinks; reading is not possible. */
    public static Serde<Output> serde() {
        Deserializer<Output> writeOnly = (topic, bytes) -> {
            throw new UnsupportedOperationException("outputs are written, never read");
        };
        return Serdes.serdeFrom(new OutputSerializer(), writeOnly);
    }
}
