package dev.understudy.testing.lives;

import dev.understudy.config.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.test.TestRecord;

/** One life of an application: a driver whose stores begin with what an earlier life left in them. */
final class Life implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new LinkedHashMap<>();

    Life(
            Role role,
            Function<StreamsBuilder, Topology> topology,
            StoredState state,
            Duration windowRetention,
            Instant now) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, role.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/kafka-streams");
        // Kafka's constant is deprecated on arrival; without the setting each driver logs a warning.
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, RestoredStores.class);
        properties.put(RestoredStores.STATE, state);
        properties.put(RestoredStores.RETENTION, windowRetention);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        driver = new TopologyTestDriver(topology.apply(builder), properties, now);
    }

    void pipe(String topic, TestRecord<byte[], byte[]> record) {
        inputs.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(record);
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Reads what was written since the last time. */
    void read(BiConsumer<String, TestRecord<byte[], byte[]>> reader) {
        Set<String> topics = new TreeSet<>(driver.producedTopicNames());
        for (String topic : topics) {
            driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(record -> reader.accept(topic, record));
        }
    }

    Map<String, StateStore> stores() {
        return driver.getAllStateStores();
    }

    @Override
    public void close() {
        driver.close();
    }
}
