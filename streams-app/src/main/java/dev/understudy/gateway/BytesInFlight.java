package dev.understudy.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** How much the gateway holds at one time: bodies that are read and records that are sent. Thread-safe. */
final class BytesInFlight {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    BytesInFlight(long most) {
        this.most = most;
    }

    long held() {
        return held.get();
    }

    Share share() {
        return new Share();
    }

    /** What one request holds. */
    final class Share {
        private final AtomicLong own = new AtomicLong();

        /** Takes more; false, and nothing taken, when there is no room. */
        boolean take(long bytes) {
            if (held.addAndGet(bytes) > most) {
                held.addAndGet(-bytes);
                return false;
            }
            own.addAndGet(bytes);
            return true;
        }

        /** Gives all of it back; doing it again does nothing. */
        void giveBack() {
            held.addAndGet(-own.getAndSet(0));
        }
    }
}
