package dev.understudy.runtime;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Tells from Kafka's own metrics whether stream threads move. Each polls its main consumer once a round, so the age of
 * its last poll is the length of the round it is in.
 */
final class ThreadProgress {
    private static final String LAST_POLL = "last-poll-seconds-ago";
    private static final String MAIN_CONSUMER = "-consumer";
    private static final String RESTORE_CONSUMER = "-restore-consumer";

    private ThreadProgress() {}

    static Duration idle(Map<MetricName, ? extends Metric> metrics) {
        double longest = 0;
        for (Map.Entry<MetricName, ? extends Metric> entry : metrics.entrySet()) {
            String client = entry.getKey().tags().getOrDefault("client-id", "");
            boolean main = client.endsWith(MAIN_CONSUMER) && !client.endsWith(RESTORE_CONSUMER);
            if (main
                    && entry.getKey().name().equals(LAST_POLL)
                    && entry.getValue().metricValue() instanceof Number seconds) {
                longest = Math.max(longest, seconds.doubleValue());
            }
        }
        return Duration.ofSeconds((long) longest);
    }
}
