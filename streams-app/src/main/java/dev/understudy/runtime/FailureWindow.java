package dev.understudy.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts failures within a sliding time. Thread-safe. */
final class FailureWindow {
    private final Clock clock;
    private final int limit;
    private final Duration length;
    private final Deque<Instant> failures = new ArrayDeque<>();

    FailureWindow(Clock clock, int limit, Duration length) {
        this.clock = clock;
        this.limit = limit;
        this.length = length;
    }

    /** Counts one more; true when with it the limit is reached within the time. */
    synchronized boolean reached() {
        Instant now = clock.instant();
        failures.addLast(now);
        while (failures.getFirst().isBefore(now.minus(length))) {
            failures.removeFirst();
        }
        return failures.size() >= limit;
    }
}
