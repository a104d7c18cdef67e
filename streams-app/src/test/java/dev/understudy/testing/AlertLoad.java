package dev.understudy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.RequestIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends alerts, and tells by which request ids they must be answered. */
public final class AlertLoad implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    public AlertLoad(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        1,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        120_000,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        8 * 1024 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64 * 1024 * 1024L),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A firing alert in native JSON. */
    public static String json(String fingerprint, String severity) {
        return """
                {"fingerprint":"%s","name":"Load","status":"FIRING","severity":"%s","summary":"Load %s rises",
                 "labels":{"alertname":"Load","fingerprint":"%s"},"startsAt":"2026-03-14T01:00:00Z"}
                """.formatted(fingerprint, severity, fingerprint, fingerprint);
    }

    /**
     * Sends distinct alerts under their own keys.
     *
     * @param perSecond 0 sends them as fast as the broker takes them
     * @return the request ids, once all are acknowledged
     */
    public List<String> send(String prefix, int count, int perSecond) {
        return send(prefix, "warning", count, perSecond);
    }

    /** The same with alerts of this severity. */
    public List<String> send(String prefix, String severity, int count, int perSecond) {
        return send(count, perSecond, i -> send(prefix + i, json(prefix + i, severity)));
    }

    private List<String> send(int count, int perSecond, IntFunction<Future<RecordMetadata>> sender) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(count);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            sent.add(sender.apply(i));
            if (perSecond > 0) {
                long due = began + (i + 1) * TimeUnit.SECONDS.toNanos(1) / perSecond;
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            }
        }
        producer.flush();
        return sent.stream().map(AlertLoad::requestId).toList();
    }

    /**
     * Sends alerts of which three in ten repeat the one before, with other figures, and one in ten says that one of
     * those before is over.
     *
     * @return the request ids, once all are acknowledged
     */
    public List<String> sendMixed(String prefix, int count, int perSecond) {
        return send(count, perSecond, i -> {
            String fingerprint = prefix + (i % 10 == 9 ? i - 6 : i % 3 == 1 ? i - 1 : i);
            return send(fingerprint, """
                    {"fingerprint":"%s","name":"Load","status":"%s","severity":"warning","summary":"Load is at %d%%",
                     "labels":{"alertname":"Load","fingerprint":"%s"},"startsAt":"2026-03-14T01:00:00Z"}
                    """.formatted(fingerprint, i % 10 == 9 ? "RESOLVED" : "FIRING", i, fingerprint));
        });
    }

    /** Sends one value under one key. */
    public Future<RecordMetadata> send(String key, String value) {
        return producer.send(new ProducerRecord<>(Topics.INCIDENTS, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    /** Sends any record. */
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    /** The request that a record with one alert becomes. */
    public static String requestId(Future<RecordMetadata> sent) {
        try {
            RecordMetadata at = sent.get(120, TimeUnit.SECONDS);
            return RequestIds.requestId(new RecordRef(at.topic(), at.partition(), at.offset(), Instant.EPOCH, 0));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("an alert was not acknowledged", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
