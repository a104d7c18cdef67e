package dev.understudy.inflight;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The in-flight store of one task: what was read and is not answered, parked or dead-lettered yet. Bytes in the store,
 * so that an entry that cannot be read stops nothing.
 */
public final class EntryStore {
    private static final Logger LOG = LoggerFactory.getLogger(EntryStore.class);

    private final KeyValueStore<String, byte[]> store;
    private final Codec<InFlightEntry> codec;
    private final RecordLimit limit;

    public EntryStore(KeyValueStore<String, byte[]> store, Codec<InFlightEntry> codec, RecordLimit limit) {
        this.store = store;
        this.codec = codec;
        this.limit = limit;
    }

    void put(InFlightEntry entry) {
        String id = entry.request().id();
        store.put(id, limit.checkEntry(id, codec.encode(entry)));
    }

    @Nullable
    InFlightEntry get(String requestId) {
        byte[] bytes = store.get(requestId);
        return bytes == null ? null : codec.decode(bytes);
    }

    /** The record that an entry came from, for a dead letter; of an entry that cannot be read, the entry itself. */
    RawRecord original(String requestId) {
        byte[] bytes = store.get(requestId);
        try {
            if (bytes != null) {
                return codec.decode(bytes).original();
            }
        } catch (UndecodableException unreadable) {
            LOG.atError()
                    .addKeyValue("requestId", requestId)
                    .setCause(unreadable)
                    .log("An entry of the in-flight store cannot be read; it becomes a dead letter as it is");
        }
        return RawRecords.unreadable(store.name(), requestId, bytes);
    }

    void delete(String requestId) {
        store.delete(requestId);
    }

    void forEachId(Consumer<String> action) {
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                action.accept(entry.key);
            }
        }
    }
}
