package dev.understudy.runtime.client;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertTimes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/**
 * Moves alerts of a file to now: those of one pass over it begin with the pass, so that each pass is an episode of its
 * own, and those that ended have ended when they are sent. For use by one thread.
 */
public final class FreshTimes implements UnaryOperator<Alert> {
    private final Clock clock;
    private Instant pass;

    public FreshTimes(Clock clock) {
        this.clock = clock;
        this.pass = now();
    }

    /** A new pass begins. */
    public void beginPass() {
        pass = now();
    }

    @Override
    public Alert apply(Alert alert) {
        AlertTimes times = alert.times();
        Instant ended = times.endsAt() == null ? null : now();
        return alert.withTimes(new AlertTimes(pass, ended, times.receivedAt()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
