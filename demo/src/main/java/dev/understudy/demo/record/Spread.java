package dev.understudy.demo.record;

import java.util.Collection;
import java.util.List;

/**
 * The middle and the slow end of durations in milliseconds, by nearest rank.
 *
 * @param p50 0 when there is no sample
 * @param p99 0 when there is no sample
 */
public record Spread(int samples, long p50, long p99) {
    /** The spread of these durations. */
    public static Spread of(Collection<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return new Spread(sorted.size(), at(sorted, 0.50), at(sorted, 0.99));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
