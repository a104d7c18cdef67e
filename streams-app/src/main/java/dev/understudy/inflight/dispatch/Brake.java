package dev.understudy.inflight.dispatch;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Slows the intake of one stream thread down once the instance holds all the work that it may: waits on the mailbox for
 * calls to end, never longer than its budget per round over all tasks, so that commits and other tasks go on. Confined
 * to its stream thread: {@link PerThread} gives each its own.
 */
public final class Brake {
    /** The brakes of the stream threads of a process: the tasks of one thread share one. Thread-safe. */
    public static final class PerThread {
        private final ThreadLocal<Brake> brakes;

        public PerThread(Duration budgetPerRound) {
            brakes = ThreadLocal.withInitial(() -> new Brake(budgetPerRound));
        }

        /** The brake of the calling thread. */
        public Brake get() {
            return brakes.get();
        }
    }

    private final long budgetNanos;
    private long usedNanos;

    Brake(Duration budgetPerRound) {
        this.budgetNanos = budgetPerRound.toNanos();
    }

    /** A new round of the stream thread begins. */
    public void newRound() {
        usedNanos = 0;
    }

    /**
     * Waits while the condition holds and the budget lasts, running {@code drain} whenever a message came.
     *
     * @return how long it waited
     */
    public Duration holdWhile(BooleanSupplier overfull, Mailbox<?> mailbox, Runnable drain) {
        long began = System.nanoTime();
        long allowed = budgetNanos - usedNanos;
        try {
            while (overfull.getAsBoolean() && System.nanoTime() - began < allowed) {
                mailbox.await(Duration.ofNanos(allowed - (System.nanoTime() - began)));
                drain.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long waited = System.nanoTime() - began;
        usedNanos += waited;
        return Duration.ofNanos(waited);
    }
}
