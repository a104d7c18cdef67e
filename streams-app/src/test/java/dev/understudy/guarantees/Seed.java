package dev.understudy.guarantees;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Moments at random, the same again for the same seed, which is printed: {@code -Dunderstudy.seed=...} repeats it. */
final class Seed {
    private final long value = Long.getLong("understudy.seed", System.nanoTime());
    private final Random random = new Random(value);

    Seed() {
        System.out.println("Seed " + value + " (repeat with -Dunderstudy.seed=" + value + ")");
    }

    /** Lets some time pass, at least and at most so much. */
    void pause(Duration least, Duration most) {
        long spread = most.minus(least).toNanos();
        pause(least.plusNanos((long) (random.nextDouble() * spread)));
    }

    /** Lets this time pass. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
