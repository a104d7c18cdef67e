package dev.understudy.runtime.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of what topics hold, by time.
 *
 * @param since first moment; null for the beginning of the topic
 * @param until first moment that is out of it; null for the end of the topic
 */
public record TimeRange(@Nullable Instant since, @Nullable Instant until) {
    /** All that a topic holds. */
    public static final TimeRange WHOLE_TOPIC = new TimeRange(null, null);

    /** True when this moment is in it. */
    public boolean contains(Instant timestamp) {
        return (since == null || !timestamp.isBefore(since)) && (until == null || timestamp.isBefore(until));
    }
}
