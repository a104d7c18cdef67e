package dev.understudy.runtime.kafka;

import dev.understudy.config.UnderstudyConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Properties of the plain clients that the commands use: the configured ones, narrowed to those each client knows. */
public final class ClientSettings {
    private ClientSettings() {}

    /** Properties of an admin client. */
    public static Map<String, Object> admin(UnderstudyConfig config) {
        return narrowed(config, "admin.", AdminClientConfig.configNames());
    }

    /** Properties of a producer of bytes that loses and doubles nothing. */
    public static Map<String, Object> producer(UnderstudyConfig config) {
        Map<String, Object> properties = narrowed(config, "producer.", ProducerConfig.configNames());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.maxRecordBytes());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    /** Properties of a consumer of committed bytes that belongs to no group. */
    public static Map<String, Object> consumer(UnderstudyConfig config) {
        Map<String, Object> properties = narrowed(config, "consumer.", ConsumerConfig.configNames());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    private static Map<String, Object> narrowed(UnderstudyConfig config, String prefix, Set<String> known) {
        Map<String, Object> properties = new HashMap<>();
        config.kafka().forEach((name, value) -> {
            if (known.contains(name)) {
                properties.putIfAbsent(name, value);
            } else if (name.startsWith(prefix) && known.contains(name.substring(prefix.length()))) {
                properties.put(name.substring(prefix.length()), value);
            }
        });
        return properties;
    }
}
