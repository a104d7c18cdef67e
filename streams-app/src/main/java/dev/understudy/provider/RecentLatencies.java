package dev.understudy.provider;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long the last {@value #KEPT} accepted answers of a provider took. Failures and cancelled calls say nothing of how
 * long an answer takes and are left out. Thread-safe.
 */
public final class RecentLatencies {
    private static final int KEPT = 200;

    private final long[] nanos = new long[KEPT];
    private long recorded;

    /** An accepted answer took this long. */
    public synchronized void record(Duration latency) {
        nanos[(int) (recorded++ % KEPT)] = latency.toNanos();
    }

    /**
     * That many percent of the answers took no longer; null while fewer answers are known than the caller needs.
     *
     * @param percent from 1 to 100
     */
    public synchronized @Nullable Duration percentile(int percent, int answersNeeded) {
        int known = (int) Math.min(recorded, KEPT);
        if (known == 0 || known < answersNeeded) {
            return null;
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(int) Math.ceil(known * percent / 100.0) - 1]);
    }
}
