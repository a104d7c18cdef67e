package dev.understudy.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.testing.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentTextTest {
    private final Clock clock = new ManualClock();
    private final MomentText text = new MomentText(clock);

    @Test
    void shouldCountBackFromNow() {
        assertThat(text.convert("90m")).isEqualTo(clock.instant().minus(Duration.ofMinutes(90)));
        assertThat(text.convert("7d")).isEqualTo(clock.instant().minus(Duration.ofDays(7)));
        assertThat(text.convert("PT2H")).isEqualTo(clock.instant().minus(Duration.ofHours(2)));
    }

    @Test
    void shouldReadATimeWithItsOffset() {
        assertThat(text.convert("2026-03-14T01:52:00Z")).isEqualTo(Instant.parse("2026-03-14T01:52:00Z"));
        assertThat(text.convert("2026-03-14T02:52+01:00")).isEqualTo(Instant.parse("2026-03-14T01:52:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-03-14", "2026-03-14T01:52:00", "T"})
    void shouldSayWhatAMomentLooksLike(String wrong) {
        assertThatThrownBy(() -> text.convert(wrong))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("90m")
                .hasMessageContaining("2026-03-14T01:52:00Z");
    }
}
