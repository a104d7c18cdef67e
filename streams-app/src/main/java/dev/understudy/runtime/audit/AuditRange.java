package dev.understudy.runtime.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that are audited, by the timestamp of their record.
 *
 * @param since first moment; null for the beginning of the topic
 * @param until first moment that is out of it; null for the end of the topic
 */
public record AuditRange(@Nullable Instant since, @Nullable Instant until) {
    /** All that the topic holds. */
    public static final AuditRange WHOLE_TOPIC = new AuditRange(null, null);

    /** True when a record with this timestamp is in it. */
    boolean contains(Instant timestamp) {
        return (since == null || !timestamp.isBefore(since)) && (until == null || timestamp.isBefore(until));
    }
}
