package dev.understudy.runtime.audit;

import dev.understudy.runtime.client.TimeRange;
import java.time.Instant;
import java.util.Map;

/**
 * What is audited, and how far the enricher had come when the audit began.
 *
 * @param ends end of each partition of {@code incidents}: what is behind it came later
 * @param committed offset that the enricher goes on from, by partition; a partition without one has not been read
 * @param startedAfter untouched records before the first one that was touched, and older than this, were before the
 *     position at which the enricher started; the epoch when it started at the beginning
 */
public record AuditScope(TimeRange range, Map<Integer, Long> ends, Map<Integer, Long> committed, Instant startedAfter) {

    public AuditScope {
        ends = Map.copyOf(ends);
        committed = Map.copyOf(committed);
    }

    boolean wasRead(int partition, long offset) {
        return offset < committed.getOrDefault(partition, 0L);
    }

    boolean isLater(int partition, long offset) {
        return offset >= ends.getOrDefault(partition, 0L);
    }
}
