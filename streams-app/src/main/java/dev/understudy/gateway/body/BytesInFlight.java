package dev.understudy.gateway.body;

import java.util.concurrent.atomic.AtomicLong;

/** How much the gateway holds at one time: bodies that are read and records that are sent. Thread-safe. */
public final class BytesInFlight {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** None are held yet; at most this many will be. */
    public BytesInFlight(long most) {
        this.most = most;
    }

    /** How many are held now. */
    public long held() {
        return held.get();
    }

    /** A share of a request that holds nothing yet. */
    public Share share() {
        return new Share();
    }

    /** What one request holds. */
    public final class Share {
        private final AtomicLong own = new AtomicLong();

        /** Takes more; false, and nothing taken, when there is no room. */
        public boolean take(long bytes) {
            if (held.addAndGet(bytes) > most) {
                held.addAndGet(-bytes);
                return false;
            }
            own.addAndGet(bytes);
            return true;
        }

        /** Gives a part of it back. */
        public void giveBack(long bytes) {
            own.addAndGet(-bytes);
            held.addAndGet(-bytes);
        }

        /** Gives all of it back; doing it again does nothing. */
        public void giveBack() {
            held.addAndGet(-own.getAndSet(0));
        }
    }
}
