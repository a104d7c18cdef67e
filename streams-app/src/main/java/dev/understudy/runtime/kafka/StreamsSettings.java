package dev.understudy.runtime.kafka;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Properties of a Kafka Streams application. What may be tuned comes first, then the configured properties, then what
 * the guarantees rest on. Why each has its value is in docs/architecture.md.
 */
public final class StreamsSettings {
    private static final int MEBIBYTE = 1024 * 1024;

    private StreamsSettings() {}

    /** The properties of one role of an instance. */
    public static Map<String, Object> of(UnderstudyConfig config, Role role, Namespace namespace) {
        Map<String, Object> properties = new HashMap<>();
        addDefaults(properties, config.maxRecordBytes());
        properties.putAll(config.kafka());
        addOwned(properties, config, namespace.applicationId(role));
        return properties;
    }

    private static void addDefaults(Map<String, Object> properties, int maxRecordBytes) {
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // -1: what the broker is configured with.
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        // Answers come back through a 5 ms punctuator: a longer poll or commit is what a reader would wait.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 50);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5);
        // A dead instance's open transaction hides everything behind it from read_committed readers until it times out.
        properties.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        properties.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 2);
        // An instance that joins restores in seconds. By default it would be kept waiting while it is 10,000 changes
        // behind, and looked at again after 10 minutes.
        properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 1_000_000L);
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
        properties.put(consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        properties.put(consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), maxRecordBytes);
        properties.put(consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 2 * maxRecordBytes);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        // Each store would have a cache and write buffers of its own: up to 98 MiB a store, six a partition.
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
        properties.put(topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), maxRecordBytes);
        // Only closed segments are compacted. Entries of the in-flight store live for seconds, so small segments keep
        // the changelog, and with it the restore, short. delete.retention.ms keeps its default: an instance that was
        // away for less must still see the tombstones, or answered requests would rise again.
        properties.put(topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), 4 * Math.max(MEBIBYTE, maxRecordBytes));
        properties.put(topicPrefix(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG), "0.2");
    }

    private static void addOwned(Map<String, Object> properties, UnderstudyConfig config, String applicationId) {
        String instance = InstanceName.of(config);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + instance);
        properties.put(consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // Where the first start begins is committed beforehand (StartPosition); what comes later is never skipped.
        properties.put(consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.stateDir().toAbsolutePath().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        // Dead letters are explicit forwards; what reaches these handlers is a bug, and a bug stops the thread.
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        properties.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), config.maxRecordBytes());
    }
}
