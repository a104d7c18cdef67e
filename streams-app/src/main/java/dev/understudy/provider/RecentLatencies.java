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
    private static final int LATEST = 50;
    private static final int LATEST_NEEDED = 20;

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
    public @Nullable Duration percentile(int percent, int answersNeeded) {
        return percentile(percent, answersNeeded, KEPT);
    }

    /**
     * 95 percent of the last {@value #LATEST} answers took no longer; null while fewer than {@value #LATEST_NEEDED} are
     * known. So few that a provider which is seldom asked is soon known to be fast again.
     */
    public @Nullable Duration latestP95() {
        return percentile(95, LATEST_NEEDED, LATEST);
    }

    private synchronized @Nullable Duration percentile(int percent, int answersNeeded, int latest) {
        int known = (int) Math.min(recorded, latest);
        if (known == 0 || known < answersNeeded) {
            return null;
        }
        long[] sorted = new long[known];
        for (int i = 0; i < known; i++) {
            sorted[i] = nanos[(int) ((recorded - 1 - i) % KEPT)];
        }
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(int) Math.ceil(known * percent / 100.0) - 1]);
    }
}
