package dev.understudy.comparison;

import java.util.Arrays;
import java.util.List;

/** How long many things took, in milliseconds: eight bytes for each. Immutable. */
public final class Latencies {
    private final long[] sorted;

    private Latencies(long[] sorted) {
        this.sorted = sorted;
    }

    /** These, in any order. */
    public static Latencies of(List<Long> millis) {
        return new Latencies(millis.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    /** How many there are. */
    public int count() {
        return sorted.length;
    }

    /** The shortest that this percentage does not exceed (nearest rank); 0 when there are none. */
    public long percentile(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
    }

    /** How many are shorter than this. */
    public int below(double millis) {
        int at = Arrays.binarySearch(sorted, (long) Math.ceil(millis));
        int found = at < 0 ? -at - 1 : at;
        while (found > 0 && sorted[found - 1] >= millis) {
            found--;
        }
        return found;
    }
}
