package dev.understudy.inflight.reuse;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** A store that forgets: the latest value of a key, while it is not too old. Confined to the stream thread. */
public final class RecentStore {
    private final WindowStore<String, byte[]> store;
    private final Duration kept;

    private RecentStore(WindowStore<String, byte[]> store, Duration kept) {
        this.store = store;
        this.kept = kept;
    }

    /** A persistent one, written through at once. */
    public static StoreBuilder<WindowStore<String, byte[]>> builder(String name, Duration kept) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(name, kept.plusHours(1), Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    /**
     * The store of a task, which then remembers how far it is: without any segment it has no place for that, and Kafka
     * Streams (4.3.1) would take the whole task for corrupt after a clean restart, and restore it anew.
     *
     * @param kept what is older is not found
     */
    public static RecentStore open(ProcessorContext<?, ?> context, String name, Duration kept, Instant now) {
        WindowStore<String, byte[]> store = context.getStateStore(name);
        store.put("", null, now.toEpochMilli());
        return new RecentStore(store, kept);
    }

    public void put(String key, byte[] value, Instant at) {
        store.put(key, value, at.toEpochMilli());
    }

    /** The latest value of a key; null when there is none. */
    public byte @Nullable [] latest(String key, Instant now) {
        try (WindowStoreIterator<byte[]> values = store.backwardFetch(key, now.minus(kept), now)) {
            return values.hasNext() ? values.next().value : null;
        }
    }
}
