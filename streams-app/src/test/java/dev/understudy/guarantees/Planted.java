package dev.understudy.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.testing.AlertLoad;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record that nobody can make sense of, put where the product keeps its own.
 *
 * @param at where it lies
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Planted(String key, byte @Nullable [] value, RecordMetadata at) {

    /** Writes it. */
    static Planted in(AlertLoad load, String topic, int partition, String key, byte @Nullable [] value) {
        try {
            return new Planted(
                    key,
                    value,
                    load.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value))
                            .get(60, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("not acknowledged", e);
        }
    }
}
