package dev.understudy.sandbox.provider;

import java.util.concurrent.TimeUnit;

/** Counts calls. Written by the provider's one thread, read by any. */
final class CallCounters {

    private volatile long received;
    private volatile long answered;
    private volatile long inFlight;
    private volatile long maxInFlight;
    private volatile long broken;
    private volatile long second;
    private volatile long inSecond;
    private volatile long lastSecond;
    private volatile long peakSecond;

    /** Answers the number of the request. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    long received() {
        long now = now();
        if (now != second) {
            lastSecond = now == second + 1 ? inSecond : 0;
            inSecond = 0;
            second = now;
        }
        inSecond++;
        peakSecond = Math.max(peakSecond, inSecond);
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        return ++received;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void answered() {
        inFlight--;
        answered++;
    }

    /** Ended on purpose without a whole answer. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void dropped() {
        inFlight--;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void brokenByClient() {
        inFlight--;
        broken++;
    }

    long total() {
        return received;
    }

    long inThisSecond() {
        return inSecond;
    }

    ProviderStats stats(int connections) {
        long now = now();
        long last = now == second ? lastSecond : now == second + 1 ? inSecond : 0;
        return new ProviderStats(received, answered, inFlight, maxInFlight, broken, connections, last, peakSecond);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    }
}
