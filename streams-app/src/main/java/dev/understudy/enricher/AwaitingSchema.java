package dev.understudy.enricher;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.inflight.RawRecords;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one task whose Avro schema the registry has not told yet, in the order in which they were read.
 * Confined to the stream thread.
 */
final class AwaitingSchema {
    private static final Logger LOG = LoggerFactory.getLogger(AwaitingSchema.class);

    private final KeyValueStore<String, byte[]> store;
    private final Codec<RawRecord> codec;
    private final RecordLimit limit;
    private int size;

    AwaitingSchema(KeyValueStore<String, byte[]> store, Codec<RawRecord> codec, RecordLimit limit) {
        this.store = store;
        this.codec = codec;
        this.limit = limit;
        this.size = keys().size();
    }

    int size() {
        return size;
    }

    void add(RawRecord record) {
        String key = String.format("%019d", record.origin().offset());
        store.put(key, limit.checkEntry(key, codec.encode(record)));
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
        byte[] bytes = store.get(key);
        try {
            return codec.decode(bytes);
        } catch (UndecodableException unreadable) {
            LOG.atError().addKeyValue("key", key).setCause(unreadable).log("A stored record cannot be read");
            return RawRecords.unreadable(store.name(), key, bytes);
        }
    }

    void remove(String key) {
        store.delete(key);
        size--;
    }
}
