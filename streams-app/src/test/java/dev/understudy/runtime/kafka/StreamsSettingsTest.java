package dev.understudy.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.settings.ConfigLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
    private static final String TEXT = """
            kafka:
              bootstrap.servers: broker:9092
              security.protocol: SASL_SSL
              num.stream.threads: 2
              consumer.max.poll.records: 77
              max.request.size: 2097152
            schema-registry: {url: http://localhost:8081}
            instance-id: "pod 1"
            state-dir: /var/lib/understudy
            providers:
              openai: {dialect: openai, base-url: https://api.openai.com/v1, model: m}
            """;

    @Test
    void shouldHoldWhatTheGuaranteesRestOn() {
        assertThat(settings())
                .contains(
                        entry("application.id", "understudy-enricher"),
                        entry("processing.guarantee", "exactly_once_v2"),
                        entry("commit.interval.ms", 50),
                        entry("rocksdb.config.setter", SharedRocksMemory.class),
                        entry("poll.ms", 5),
                        entry("producer.transaction.timeout.ms", 10_000),
                        entry("consumer.session.timeout.ms", 6_000),
                        entry("consumer.heartbeat.interval.ms", 1_500),
                        entry("consumer.group.instance.id", "pod-1"),
                        entry("consumer.auto.offset.reset", "earliest"),
                        entry("ensure.explicit.internal.resource.naming", true),
                        entry("group.protocol", "classic"),
                        entry("state.dir", "/var/lib/understudy"),
                        entry("replication.factor", -1));
    }

    @Test
    void shouldLetTheConfigurationThrough() {
        assertThat(settings())
                .contains(
                        entry("security.protocol", "SASL_SSL"),
                        entry("num.stream.threads", "2"),
                        entry("consumer.max.poll.records", "77"),
                        entry("producer.max.request.size", 2 * 1024 * 1024),
                        entry("topic.max.message.bytes", 2 * 1024 * 1024));
    }

    @Test
    void shouldNameOnlyPropertiesThatKafkaKnows() {
        // Given
        Set<String> known = new HashSet<>(StreamsConfig.configDef().names());
        ConsumerConfig.configNames().forEach(name -> known.add("consumer." + name));
        ProducerConfig.configNames().forEach(name -> known.add("producer." + name));
        known.addAll(ProducerConfig.configNames());

        // When
        Map<String, Object> settings = settings();

        // Then
        assertThat(settings.keySet())
                .filteredOn(name -> !name.startsWith(StreamsConfig.TOPIC_PREFIX))
                .isSubsetOf(known);
        Properties properties = new Properties();
        properties.putAll(settings);
        assertThat(new StreamsConfig(properties).getString("processing.guarantee"))
                .isEqualTo("exactly_once_v2");
    }

    private static Map<String, Object> settings() {
        UnderstudyConfig config = new ConfigLoader(Map.of())
                .parse(TEXT, "understudy.yaml", Path.of("."))
                .config();
        return StreamsSettings.of(config, Role.ENRICHER, Namespace.STANDARD);
    }
}
