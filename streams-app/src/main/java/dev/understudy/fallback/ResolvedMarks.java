package dev.understudy.fallback;

import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.inflight.reuse.RecentStore;
import dev.understudy.serde.Codec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The marks of alerts that ended, kept as long as a request can wait, so that requests that arrive after the mark are
 * closed too. Confined to the stream thread.
 */
final class ResolvedMarks {
    private final RecentStore store;
    private final Codec<ResolvedMark> codec;

    ResolvedMarks(RecentStore store, Codec<ResolvedMark> codec) {
        this.store = store;
        this.codec = codec;
    }

    void add(ResolvedMark mark, Instant now) {
        store.put(mark.incidentId(), codec.encode(mark), now);
    }

    /** The latest mark of an incident; null when it has not ended. */
    @Nullable
    ResolvedMark latest(String incidentId, Instant now) {
        RecentStore.Dated mark = store.latest(incidentId, now);
        return mark == null ? null : codec.decode(mark.value());
    }

    /** Forgets a little of what is too old. */
    void sweep(Instant now) {
        store.sweep(now);
    }
}
