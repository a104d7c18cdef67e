package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReuseConfigTest {
    @Test
    void shouldKeepTheLastGoodAnswerAtLeastAsLongAsTheWindow() {
        assertThat(ReuseConfig.defaults()).isEqualTo(new ReuseConfig(true, Duration.ofHours(1), Duration.ofHours(24)));
        assertThat(new ReuseConfig(true, Duration.ofDays(3), null).lastGood()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> new ReuseConfig(true, Duration.ZERO, null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("window: must be longer than zero, such as 15s, but is 0s");
        assertThatThrownBy(() -> new ReuseConfig(true, Duration.ofHours(2), Duration.ofHours(1)))
                .hasMessage("last-good: must be at least window (2h), but is 1h");
    }
}
