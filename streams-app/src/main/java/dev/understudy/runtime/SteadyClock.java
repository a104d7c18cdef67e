package dev.understudy.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Begins at the time of another clock and then runs evenly, whatever jumps that one makes: for breakers, pauses and
 * probes, which measure how long, never since which date. Thread-safe.
 */
final class SteadyClock extends Clock {
    private final ZoneId zone;
    private final Instant began;
    private final long beganNanos;

    private SteadyClock(ZoneId zone, Instant began, long beganNanos) {
        this.zone = zone;
        this.began = began;
        this.beganNanos = beganNanos;
    }

    static SteadyClock from(Clock clock) {
        return new SteadyClock(clock.getZone(), clock.instant(), System.nanoTime());
    }

    @Override
    public Instant instant() {
        return began.plus(Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(other, began, beganNanos);
    }
}
