package dev.understudy.inflight.reuse;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that forgets: the latest value of each key, with its time, until it is too old. One row a key, so that its
 * changelog is compacted to what it holds; Kafka's window stores keep a row for each write. Confined to the stream
 * thread.
 */
public final class RecentStore {
    private static final int ROWS_PER_SWEEP = 500;
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);

    /** A value and when it was put. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Dated(Instant at, byte[] value) {}

    private final KeyValueStore<String, byte[]> store;
    private final Duration kept;
    private @Nullable String sweptUpTo;
    private Instant sweptAt = Instant.EPOCH;

    /**
     * On the store of a task.
     *
     * @param kept what is older is not found
     */
    public RecentStore(KeyValueStore<String, byte[]> store, Duration kept) {
        this.store = store;
        this.kept = kept;
    }

    public void put(String key, byte[] value, Instant at) {
        store.put(
                key,
                ByteBuffer.allocate(Long.BYTES + value.length)
                        .putLong(at.toEpochMilli())
                        .put(value)
                        .array());
    }

    /** The latest value of a key; null when there is none, or it is too old. */
    public @Nullable Dated latest(String key, Instant now) {
        byte[] row = store.get(key);
        return row == null || isOver(row, now) ? null : dated(row);
    }

    /** Forgets what is too old among the next keys, once a second, and begins anew after the last. */
    public void sweep(Instant now) {
        if (Duration.between(sweptAt, now).abs().compareTo(BETWEEN_SWEEPS) < 0) {
            return;
        }
        sweptAt = now;
        List<String> over = new ArrayList<>();
        String last = null;
        try (KeyValueIterator<String, byte[]> rows = sweptUpTo == null ? store.all() : store.range(sweptUpTo, null)) {
            for (int i = 0; i < ROWS_PER_SWEEP && rows.hasNext(); i++) {
                KeyValue<String, byte[]> row = rows.next();
                last = row.key;
                if (isOver(row.value, now)) {
                    over.add(row.key);
                }
            }
            sweptUpTo = rows.hasNext() ? last : null;
        }
        over.forEach(store::delete);
    }

    /** What is no row of ours is over too. */
    private boolean isOver(byte[] row, Instant now) {
        return row.length < Long.BYTES || !dated(row).at().isAfter(now.minus(kept));
    }

    private static Dated dated(byte[] row) {
        ByteBuffer buffer = ByteBuffer.wrap(row);
        Instant at = Instant.ofEpochMilli(buffer.getLong());
        byte[] value = new byte[buffer.remaining()];
        buffer.get(value);
        return new Dated(at, value);
    }
}
