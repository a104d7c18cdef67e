package dev.understudy.fallback;

import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.serde.Codec;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The marks of alerts that ended, kept as long as a request can wait, so that requests that arrive after the mark are
 * closed too. Confined to the stream thread.
 */
final class ResolvedMarks {
    private final WindowStore<String, byte[]> store;
    private final Codec<ResolvedMark> codec;
    private final Duration kept;

    ResolvedMarks(WindowStore<String, byte[]> store, Codec<ResolvedMark> codec, Duration kept) {
        this.store = store;
        this.codec = codec;
        this.kept = kept;
    }

    /**
     * Makes the store remember how far it is: without any segment it has no place for that, and Kafka Streams (4.3.1) would
     * take the whole task for corrupt after a clean restart, and restore it anew.
     */
    void touch(Instant now) {
        store.put("", null, now.toEpochMilli());
    }

    void add(ResolvedMark mark, Instant now) {
        store.put(mark.incidentId(), codec.encode(mark), now.toEpochMilli());
    }

    /** The latest mark of an incident; null when it has not ended. */
    @Nullable
    ResolvedMark latest(String incidentId, Instant now) {
        try (WindowStoreIterator<byte[]> marks = store.backwardFetch(incidentId, now.minus(kept), now)) {
            return marks.hasNext() ? codec.decode(marks.next().value) : null;
        }
    }
}
