package dev.understudy.enricher;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.serde.Codec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The records of one task whose Avro schema the registry has not told yet, in the order in which they were read.
 * Confined to the stream thread.
 */
final class AwaitingSchema {
    private final KeyValueStore<String, byte[]> store;
    private final Codec<RawRecord> codec;
    private int size;

    AwaitingSchema(KeyValueStore<String, byte[]> store, Codec<RawRecord> codec) {
        this.store = store;
        this.codec = codec;
        this.size = keys().size();
    }

    int size() {
        return size;
    }

    void add(RawRecord record) {
        store.put(String.format("%019d", record.origin().offset()), codec.encode(record));
        size++;
    }

    /** Keys in the order of reading. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                keys.add(entry.key);
            }
        }
        return keys;
    }

    RawRecord get(String key) {
        return codec.decode(store.get(key));
    }

    void remove(String key) {
        store.delete(key);
        size--;
    }
}
