package dev.understudy.inflight.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way from other threads to the stream thread of one task. Each life of a task has a mailbox of its own, so that
 * what was meant for an earlier life is never taken for a later one. Thread-safe.
 *
 * @param <M> what is told
 */
public final class Mailbox<M> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Queue<M> messages = new ArrayDeque<>();
    private boolean closed;

    /** Leaves a message; false when nobody will read it any more. */
    public boolean post(M message) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            messages.add(message);
            arrival.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest message; null when there is none. */
    public @Nullable M poll() {
        lock.lock();
        try {
            return messages.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a message, at most so long. */
    public void await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (messages.isEmpty() && left > 0) {
                left = arrival.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more messages, and gives back those that nobody read. */
    public List<M> close() {
        lock.lock();
        try {
            closed = true;
            List<M> unread = new ArrayList<>(messages);
            messages.clear();
            return unread;
        } finally {
            lock.unlock();
        }
    }
}
