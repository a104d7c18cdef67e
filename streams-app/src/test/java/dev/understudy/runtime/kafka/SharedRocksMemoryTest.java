package dev.understudy.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real stores, in which more is written than all of them together may hold. */
class SharedRocksMemoryTest {
    private static final int STORES = 24;
    private static final int ENTRIES = 560;
    private static final int ENTRY_BYTES = 10 * 1024;
    /** Of the bound: RocksDB passes it while it flushes what is too much. */
    private static final double SLACK = 1.1;

    private final List<String> names =
            IntStream.range(0, STORES).mapToObj(i -> "store-" + i).toList();

    @Test
    void shouldHoldAllStoresTogetherToOneBound(@TempDir Path folder) {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties(folder))) {
            long most = 0;
            for (int i = 0; i < ENTRIES; i++) {
                for (String name : names) {
                    driver.<String, byte[]>getKeyValueStore(name).put("key-" + i, new byte[ENTRY_BYTES]);
                }
                most = Math.max(most, SharedRocksMemory.usedBytes());
            }
            for (String name : names) {
                KeyValueStore<String, byte[]> store = driver.getKeyValueStore(name);
                IntStream.range(0, ENTRIES)
                        .forEach(i -> assertThat(store.get("key-" + i)).hasSize(ENTRY_BYTES));
                most = Math.max(most, SharedRocksMemory.usedBytes());
            }

            assertThat((long) STORES * ENTRIES * ENTRY_BYTES)
                    .as("written, so that the bound is reached")
                    .isGreaterThan(SharedRocksMemory.BYTES);
            assertThat(most).isBetween(SharedRocksMemory.BYTES / 4, (long) (SharedRocksMemory.BYTES * SLACK));
        }
    }

    private Topology topology() {
        Topology topology = new Topology().addSource("in", "in");
        topology.addProcessor("writer", Untouched::new, "in");
        names.forEach(name -> topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "writer"));
        return topology;
    }

    private static Properties properties(Path folder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "shared-memory");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
        return properties;
    }

    /** The stores are written to from outside. */
    private static final class Untouched implements Processor<Object, Object, Object, Object> {
        @Override
        public void process(Record<Object, Object> record) {}
    }
}
