package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ThreadProgressTest {
    private final Map<MetricName, Metric> metrics = new HashMap<>();

    @Test
    void shouldTellTheLongestSilenceOfTheMainConsumers() {
        add("app-StreamThread-1-consumer", "last-poll-seconds-ago", 3.0);
        add("app-StreamThread-2-consumer", "last-poll-seconds-ago", 61.0);
        add("app-StreamThread-1-restore-consumer", "last-poll-seconds-ago", 500.0);
        add("app-StreamThread-1-consumer", "commit-latency-avg", 900.0);

        assertThat(ThreadProgress.idle(metrics)).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void shouldNotCountAThreadThatHasNotPolledYet() {
        add("app-StreamThread-1-consumer", "last-poll-seconds-ago", -1.0);
        add("app-StreamThread-2-consumer", "last-poll-seconds-ago", Double.NaN);

        assertThat(ThreadProgress.idle(metrics)).isZero();
    }

    private void add(String client, String name, Double value) {
        MetricName key = new MetricName(name, "consumer-metrics", "", Map.of("client-id", client));
        metrics.put(key, new Metric() {
            @Override
            public MetricName metricName() {
                return key;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }
}
