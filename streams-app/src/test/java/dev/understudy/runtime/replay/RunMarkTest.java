package dev.understudy.runtime.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import dev.understudy.runtime.client.TimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunMarkTest {
    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2026-03-14T01:00:00Z"), Instant.parse("2026-03-14T02:00:00.123Z"));
    private static final RunMark MARK = new RunMark(RANGE, "--from 24h --fingerprint größe");

    @Test
    void shouldComeBackFromItsHeader() {
        assertThat(RunMark.parse(MARK.header().value())).contains(MARK);
        RunMark open = new RunMark(TimeRange.WHOLE_TOPIC, "");
        assertThat(RunMark.parse(open.header().value())).contains(open);
    }

    @Test
    void shouldBeNothingWhenSomebodyElseWroteIt() {
        assertThat(RunMark.parse("yesterday".getBytes(UTF_8))).isEmpty();
        assertThat(RunMark.parse("then now --from 1h".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void shouldGoOnWithTheSameOptionsOnly() {
        assertThat(MARK.requireSame("one", "--from 24h --fingerprint größe")).isEqualTo(MARK);
        assertThatThrownBy(() -> MARK.requireSame("one", "--from 7d"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--from 7d")
                .hasMessageContaining("understudy replay clean --run one");
    }
}
