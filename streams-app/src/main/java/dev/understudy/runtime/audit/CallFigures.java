package dev.understudy.runtime.audit;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many calls alerts took, over those that the enricher has read and that are no dead letters.
 *
 * @param alerts over how many
 * @param distribution alerts by how many calls they took: {@code 0}, {@code 1}, {@code 2}, {@code 3}, {@code 4-6},
 *     {@code 7-}
 * @param abandoned calls lost in a crash, which were made again
 * @param hedgesLost calls whose answer came second
 */
public record CallFigures(
        long alerts, long calls, int highest, Map<String, Long> distribution, long abandoned, long hedgesLost) {

    public CallFigures {
        distribution = new LinkedHashMap<>(distribution);
    }

    /** Calls for one alert. */
    public double average() {
        return alerts == 0 ? 0 : (double) calls / alerts;
    }

    /** Counts them up. Not thread-safe. */
    static final class Sum {
        private enum Bucket {
            NONE("0", 0),
            ONE("1", 1),
            TWO("2", 2),
            THREE("3", 3),
            FEW("4-6", 6),
            MANY("7-", Integer.MAX_VALUE);

            private final String label;
            private final int most;

            Bucket(String label, int most) {
                this.label = label;
                this.most = most;
            }
        }

        private final Map<Bucket, Long> buckets = new EnumMap<>(Bucket.class);
        private long alerts;
        private long calls;
        private int highest;
        private long abandoned;
        private long hedgesLost;

        void add(CallTally tally) {
            alerts++;
            calls += tally.calls();
            highest = Math.max(highest, tally.calls());
            abandoned += tally.abandoned();
            hedgesLost += tally.hedgesLost();
            for (Bucket bucket : Bucket.values()) {
                if (tally.calls() <= bucket.most) {
                    buckets.merge(bucket, 1L, Long::sum);
                    break;
                }
            }
        }

        CallFigures figures() {
            Map<String, Long> distribution = new LinkedHashMap<>();
            for (Bucket bucket : Bucket.values()) {
                distribution.put(bucket.label, buckets.getOrDefault(bucket, 0L));
            }
            return new CallFigures(alerts, calls, highest, distribution, abandoned, hedgesLost);
        }
    }
}
