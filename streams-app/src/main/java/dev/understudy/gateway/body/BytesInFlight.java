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
        return new Share(this);
    }

    private boolean take(long bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** What one request holds. */
    public static final class Share {
        private BytesInFlight all;
        private long own;

        private Share(BytesInFlight all) {
            this.all = all;
        }

        /** Takes more; false, and nothing taken, when there is no room. */
        public synchronized boolean take(long bytes) {
            if (!all.take(bytes)) {
                return false;
            }
            own += bytes;
            return true;
        }

        /** Gives a part of it back. */
        public synchronized void giveBack(long bytes) {
            own -= bytes;
            all.held.addAndGet(-bytes);
        }

        /** Gives all of it back; doing it again does nothing. */
        public synchronized void giveBack() {
            giveBack(own);
        }

        /** Holds the same among others from now on; false, and nothing changed, when there is no room. */
        public synchronized boolean moveTo(BytesInFlight others) {
            if (!others.take(own)) {
                return false;
            }
            all.held.addAndGet(-own);
            all = others;
            return true;
        }
    }
}
