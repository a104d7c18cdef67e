package dev.understudy.budget;

import dev.understudy.config.BudgetConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What this instance may spend on one provider today: what is leased to it, and as long as the budget has something left
 * to lease, one slice more. Amounts are millionths of a US dollar. Thread-safe; never waits.
 *
 * <p>A call reserves its expected price: the mean of late, until one is known what it costs at the most; never more than
 * a slice, or no call would tell. It is paid when it ends, on the day on which it began.
 */
public final class Allowance {
    private static final double WEIGHT_OF_LATEST = 0.05;
    private static final int MOST_SLICES_AT_ONCE = 5;

    /** What a call that is out is expected to cost. */
    public static final class Reservation {
        private final Day day;
        private final long micros;

        private Reservation(Day day, long micros) {
            this.day = day;
            this.micros = micros;
        }
    }

    private static final class Day {
        private final LocalDate date;
        private long granted;
        private long left;
        private long spent;
        private long reserved;
        /** What was refused only because leases were too slow. */
        private long missed;

        private boolean used;
        private boolean exhausted;

        private Day(LocalDate date, long left) {
            this.date = date;
            this.left = left;
        }

        private long free() {
            return granted - spent - reserved;
        }
    }

    private final long limit;
    private final long slice;
    private final boolean shadow;
    private final Clock clock;
    private final Runnable wake;
    private Day day;
    /** Of the prices of late; negative until one is known. */
    private double mean = -1;

    private boolean woken;
    private boolean closed;

    /**
     * An allowance of which nothing is leased yet.
     *
     * @param clock tells the day
     * @param wake called, on the threads of callers, when a lease is wanted; must return at once
     */
    public Allowance(BudgetConfig budget, Clock clock, Runnable wake) {
        this.limit = budget.micros();
        this.slice = budget.sliceMicros();
        this.shadow = budget.shadow();
        this.clock = clock;
        this.wake = wake;
        this.day = new Day(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), limit);
    }

    /** The current day. A clock that is put back does not bring a day again. */
    private Day today() {
        LocalDate date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (date.isAfter(day.date)) {
            day = new Day(date, limit);
        }
        return day;
    }

    /**
     * Reserves the price of a call; whoever gets it settles it once.
     *
     * @param atMost what the call costs at the most
     * @return null when the call must not be made
     */
    public synchronized @Nullable Reservation tryReserve(long atMost) {
        Day now = today();
        long expected = Math.min(slice, mean < 0 ? atMost : (long) Math.ceil(mean));
        boolean room = expected <= now.free() + Math.min(slice, now.left);
        now.used = true;
        now.exhausted = !room && now.left == 0;
        if (!room && now.left > 0) {
            now.missed += expected;
        }
        Reservation reservation = null;
        if (!closed && (room || shadow)) {
            now.reserved += expected;
            reservation = new Reservation(now, expected);
        }
        if (!woken && wanted() > 0) {
            woken = true;
            wake.run();
        }
        return reservation;
    }

    /** A call ended, at this price. */
    public synchronized void settle(Reservation reservation, long micros) {
        free(reservation);
        reservation.day.spent += micros;
        mean = mean < 0 ? micros : mean + WEIGHT_OF_LATEST * (micros - mean);
    }

    /** A call ended that was billed or not, nobody knows: it counts with what was reserved. */
    public synchronized void settleUnknown(Reservation reservation) {
        free(reservation);
        reservation.day.spent += reservation.micros;
    }

    /** A call was not made, or not billed. */
    public synchronized void release(Reservation reservation) {
        free(reservation);
    }

    private static void free(Reservation reservation) {
        reservation.day.reserved -= reservation.micros;
    }

    /** How long a refusal lasts: to the end of the day when nothing is left; null when a lease may come. */
    public synchronized @Nullable Duration untilRenewed() {
        Day now = today();
        return now.left > 0
                ? null
                : Duration.between(
                        clock.instant(),
                        now.date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** The day that leases are wanted for. */
    synchronized LocalDate date() {
        return today().date;
    }

    /** What the ledger says: what is leased to this instance, and to nobody. */
    synchronized void update(LocalDate date, long granted, long taken) {
        Day now = today();
        woken = false;
        if (now.date.equals(date)) {
            now.missed = granted == now.granted ? now.missed : 0;
            now.granted = granted;
            now.left = Math.max(0, limit - taken);
        }
    }

    /** What to lease now, so that half a slice is free beside the calls that are out; 0 when nothing. */
    synchronized long wanted() {
        Day now = today();
        long lacking = slice / 2 + now.missed - now.free();
        if (closed || !now.used || now.left == 0 || lacking <= 0) {
            return 0;
        }
        long slices = Math.min(MOST_SLICES_AT_ONCE, (lacking + slice - 1) / slice);
        return Math.min(slices * slice, now.left);
    }

    /** The budget of a day. */
    long limit() {
        return limit;
    }

    /** Allows nothing from now on; answers what was spent today, calls that are still out included. */
    synchronized long close() {
        closed = true;
        return today().spent + today().reserved;
    }

    /** How the budget stands. */
    public synchronized BudgetState state() {
        Day now = today();
        return new BudgetState(now.date, limit, now.spent, now.granted, now.left, now.exhausted, shadow);
    }
}
