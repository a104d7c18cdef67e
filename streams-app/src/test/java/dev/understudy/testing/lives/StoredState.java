package dev.understudy.testing.lives;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** What the stores of an application held at a commit: what its changelogs give to the next life. */
record StoredState(Map<String, List<Entry>> stores) {
    /** The start time is that of the window; 0 in a store without windows. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(String key, long start, byte[] value) {}

    /** Before the first life. */
    static final StoredState NONE = new StoredState(Map.of());

    static StoredState of(Map<String, StateStore> stores) {
        Map<String, List<Entry>> contents = new TreeMap<>();
        stores.forEach((name, store) -> contents.put(name, contents(store)));
        return new StoredState(contents);
    }

    /** Puts everything into a store of the same name. */
    void fill(StateStore store) {
        for (Entry entry : stores.getOrDefault(store.name(), List.of())) {
            if (store instanceof WindowStore<?, ?>) {
                windows(store).put(entry.key(), entry.value(), entry.start());
            } else {
                keyValues(store).put(entry.key(), entry.value());
            }
        }
    }

    private static List<Entry> contents(StateStore store) {
        List<Entry> entries = new ArrayList<>();
        if (store instanceof WindowStore<?, ?>) {
            try (KeyValueIterator<Windowed<String>, byte[]> all = windows(store).all()) {
                while (all.hasNext()) {
                    KeyValue<Windowed<String>, byte[]> next = all.next();
                    entries.add(new Entry(next.key.key(), next.key.window().start(), next.value));
                }
            }
        } else {
            try (KeyValueIterator<String, byte[]> all = keyValues(store).all()) {
                while (all.hasNext()) {
                    KeyValue<String, byte[]> next = all.next();
                    entries.add(new Entry(next.key, 0, next.value));
                }
            }
        }
        return entries;
    }

    @SuppressWarnings("unchecked") // every store of the two applications has these types
    private static KeyValueStore<String, byte[]> keyValues(StateStore store) {
        return (KeyValueStore<String, byte[]>) store;
    }

    @SuppressWarnings("unchecked")
    private static WindowStore<String, byte[]> windows(StateStore store) {
        return (WindowStore<String, byte[]>) store;
    }
}
