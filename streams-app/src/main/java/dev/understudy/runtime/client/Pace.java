package dev.understudy.runtime.client;

import java.util.concurrent.locks.LockSupport;

/** Spreads work evenly over each second. For use by one thread. */
public final class Pace {
    private final long gapNanos;
    private long next = System.nanoTime();

    /** @param rate a second; 0 means as fast as it goes */
    public Pace(int rate) {
        this.gapNanos = rate < 1 ? 0 : 1_000_000_000L / rate;
    }

    /** Waits until the next is due; not at all when the thread was interrupted. */
    public void await() {
        for (long left = next - System.nanoTime(); gapNanos > 0 && left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        next += gapNanos;
    }
}
