package dev.understudy.runtime.client;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.ClientSettings;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Producers of bytes for commands: someone waits, so no wait is long. */
public final class BoundedProducer {
    private static final int BLOCK_MILLIS = 10_000;
    private static final int DELIVERY_MILLIS = 30_000;

    private BoundedProducer() {}

    /** A producer to the configured cluster; its flush ends within 30 s. */
    public static Producer<byte[], byte[]> connect(UnderstudyConfig config) {
        Map<String, Object> properties = ClientSettings.producer(config);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(properties);
    }
}
