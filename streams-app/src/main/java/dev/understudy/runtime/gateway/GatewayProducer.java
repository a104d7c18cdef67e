package dev.understudy.runtime.gateway;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.ClientSettings;
import dev.understudy.runtime.kafka.StartupException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Makes the producer of the gateway: it loses nothing, tells of each record in time, and keeps no thread waiting. */
final class GatewayProducer {
    /** Only while nothing is known of the topic, or its memory is full; then the sender is told to come again. */
    private static final int BLOCK_MILLIS = 100;

    private static final int LINGER_MILLIS = 2;
    /** Batches are rounded up, and each partition has one. */
    private static final long ROOM_FOR_BATCHES = 32L * 1024 * 1024;

    private GatewayProducer() {}

    /**
     * Connects, and learns of the topic.
     *
     * @param wait longest wait for that
     * @throws StartupException when the settings or the cluster do not allow it
     */
    static KafkaProducer<byte[], byte[]> connect(UnderstudyConfig config, Duration wait) {
        KafkaProducer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(settings(config));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException(
                    "kafka: no producer for the gateway (" + cause.getMessage() + "); mend the kafka settings", e);
        }
        try {
            learn(producer, wait);
            return producer;
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new StartupException(
                    "kafka: the gateway cannot write to " + Topics.INCIDENTS + " (" + e.getMessage()
                            + "); grant this user Write on it",
                    e);
        }
    }

    /** Each question waits for a moment only, and a broker may need longer for the first. */
    private static void learn(KafkaProducer<byte[], byte[]> producer, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            try {
                producer.partitionsFor(Topics.INCIDENTS);
                return;
            } catch (org.apache.kafka.common.errors.TimeoutException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    static Map<String, Object> settings(UnderstudyConfig config) {
        int delivery = Math.toIntExact(config.gateway().deliveryTimeout().toMillis());
        Map<String, Object> properties = ClientSettings.producer(config);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, Role.GATEWAY.applicationId());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        // Time for a second try.
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.gateway().maxBytesInFlight() + ROOM_FOR_BATCHES);
        // A quiet night is no reason to forget the topic, and to ask for it anew while a sender waits.
        properties.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        // A broker that is back is found within half a second.
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return properties;
    }
}
