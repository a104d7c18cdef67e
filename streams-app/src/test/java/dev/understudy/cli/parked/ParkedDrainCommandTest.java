package dev.understudy.cli.parked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.client.ParkedDrain;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParkedDrainCommandTest {
    @Test
    void shouldSayThatNothingWaitsOnlyWhenNothingDoes() {
        assertThat(text(new ParkedDrain.Report(0, 0, 0, 0))).isEqualTo("nothing waits");
        assertThat(text(new ParkedDrain.Report(3, 0, 0, 0)))
                .isEqualTo("nothing to release: 3 wait and are due already; is an instance with the role fallback "
                        + "running?");
        assertThat(text(new ParkedDrain.Report(3, 2, 1, 0)))
                .isEqualTo("released 2: 1 answered, 0 tried and not answered yet, 1 not heard of within 30 s; "
                        + "is an instance with the role fallback running?");
    }

    private static String text(ParkedDrain.Report report) {
        return ParkedDrainCommand.text(report, Duration.ofSeconds(30));
    }
}
