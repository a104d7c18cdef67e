package dev.understudy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentLatenciesTest {
    private final RecentLatencies latencies = new RecentLatencies();

    @Test
    void shouldTellAPercentileOnceEnoughIsKnown() {
        for (int i = 1; i < 20; i++) {
            latencies.record(Duration.ofMillis(i));
        }
        assertThat(latencies.percentile(95, 20)).isNull();

        latencies.record(Duration.ofMillis(20));
        assertThat(latencies.percentile(95, 20)).isEqualTo(Duration.ofMillis(19));
        assertThat(latencies.percentile(50, 20)).isEqualTo(Duration.ofMillis(10));
        assertThat(latencies.percentile(100, 20)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void shouldForgetWhatWasLongAgo() {
        for (int i = 0; i < 200; i++) {
            latencies.record(Duration.ofSeconds(10));
        }
        for (int i = 0; i < 200; i++) {
            latencies.record(Duration.ofMillis(100));
        }
        assertThat(latencies.percentile(99, 20)).isEqualTo(Duration.ofMillis(100));
    }
}
