package dev.understudy.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only a test moves. */
public final class ManualClock extends Clock {
    private volatile Instant now;

    /** A clock that stands at some time in the past. */
    public ManualClock() {
        this(Instant.parse("2026-03-14T01:52:00Z"));
    }

    public ManualClock(Instant start) {
        this.now = start;
    }

    /** Moves time on. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
