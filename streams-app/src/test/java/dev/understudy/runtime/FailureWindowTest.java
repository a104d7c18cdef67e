package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailureWindowTest {
    private final ManualClock clock = new ManualClock();
    private final FailureWindow window = new FailureWindow(clock, 3, Duration.ofMinutes(5));

    @Test
    void shouldBeReachedByTheThirdFailureInTime() {
        assertThat(window.reached()).isFalse();
        clock.now = clock.now.plusSeconds(100);
        assertThat(window.reached()).isFalse();
        clock.now = clock.now.plusSeconds(100);
        assertThat(window.reached()).isTrue();
    }

    @Test
    void shouldForgetFailuresThatAreLongAgo() {
        window.reached();
        window.reached();
        clock.now = clock.now.plusSeconds(301);

        assertThat(window.reached()).isFalse();
    }

    private static final class ManualClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
