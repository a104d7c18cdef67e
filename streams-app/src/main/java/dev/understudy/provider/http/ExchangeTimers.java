package dev.understudy.provider.http;

import dev.understudy.domain.attempt.FailureReason;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The clocks of one exchange: one for all of it and one for the phase it is in. They hold no thread. */
final class ExchangeTimers {
    /** What an exchange is doing. */
    enum Phase {
        CONNECTING("connecting failed"),
        WAITING("the connection broke before the answer"),
        READING("the connection broke during the answer");

        private final String failure;

        Phase(String failure) {
            this.failure = failure;
        }

        String failure() {
            return failure;
        }
    }

    /** Runs something later, on a thread that must not be held up. */
    @FunctionalInterface
    interface Scheduler {
        Future<?> schedule(Runnable task, long delay, TimeUnit unit);
    }

    /** Is told which limit was exceeded. */
    @FunctionalInterface
    interface Listener {
        void expired(FailureReason reason, String message);
    }

    private final ExchangeLimits limits;
    private final Scheduler scheduler;
    private final Listener listener;
    private final Object lock = new Object();
    private Phase phase = Phase.CONNECTING;
    private boolean over;
    private @Nullable Future<?> callTimer;
    private @Nullable Future<?> phaseTimer;
    private volatile long heardNanos;

    ExchangeTimers(ExchangeLimits limits, Scheduler scheduler, Listener listener) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.listener = listener;
    }

    void begin() {
        synchronized (lock) {
            callTimer = later(
                    limits.call(),
                    () -> listener.expired(FailureReason.CALL_TIMEOUT, "no complete answer within " + limits.call()));
            enter(Phase.CONNECTING, limits.connect(), FailureReason.CONNECT_FAILED, "not connected within ");
        }
    }

    void connected() {
        synchronized (lock) {
            if (phase == Phase.CONNECTING) {
                enter(Phase.WAITING, limits.headers(), FailureReason.HEADERS_TIMEOUT, "no answer began within ");
            }
        }
    }

    void headed() {
        synchronized (lock) {
            heard();
            phase = Phase.READING;
            cancel(phaseTimer);
            watchSilence(limits.body().toNanos());
        }
    }

    /** A byte of the body came: cheap, because it is called for each chunk. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    void end() {
        synchronized (lock) {
            over = true;
            cancel(callTimer);
            cancel(phaseTimer);
        }
    }

    Phase phase() {
        synchronized (lock) {
            return phase;
        }
    }

    private void enter(Phase next, Duration limit, FailureReason reason, String message) {
        phase = next;
        cancel(phaseTimer);
        phaseTimer = later(limit, () -> {
            if (phase() == next) {
                listener.expired(reason, message + limit);
            }
        });
    }

    private void watchSilence(long nanos) {
        if (!over) {
            phaseTimer = scheduler.schedule(this::checkSilence, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void checkSilence() {
        long left = limits.body().toNanos() - (System.nanoTime() - heardNanos);
        if (left <= 0) {
            listener.expired(FailureReason.BODY_TIMEOUT, "the answer fell silent for " + limits.body());
            return;
        }
        synchronized (lock) {
            watchSilence(left);
        }
    }

    private @Nullable Future<?> later(Duration delay, Runnable task) {
        return over ? null : scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
