package dev.understudy.sandbox.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {

    private static final int DRAWS = 20_000;

    private static long[] sortedMillis(Latency latency) {
        Random random = new Random(7);
        long[] millis = IntStream.range(0, DRAWS)
                .mapToLong(i -> latency.draw(random).toMillis())
                .toArray();
        Arrays.sort(millis);
        return millis;
    }

    @Test
    void shouldHaveMedianAndTailWhenLogNormal() {
        long[] millis = sortedMillis(Latency.parse("300ms~2s"));

        assertThat(millis[DRAWS / 2]).isBetween(285L, 315L);
        assertThat(millis[DRAWS * 95 / 100]).isBetween(1_850L, 2_150L);
    }

    @Test
    void shouldStayWithinBoundsWhenUniform() {
        long[] millis = sortedMillis(Latency.parse("200ms..1s"));

        assertThat(millis[0]).isBetween(200L, 210L);
        assertThat(millis[DRAWS - 1]).isBetween(990L, 1_000L);
    }

    @Test
    void shouldBeSlowOnceInAWhileWhenToldSo() {
        long[] millis = sortedMillis(Latency.fixed(Duration.ofMillis(5)).withOneSlowIn(100, Duration.ofSeconds(10)));

        assertThat(Arrays.stream(millis).filter(value -> value == 10_000).count())
                .isBetween(140L, 260L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"300ms", "200ms..1000ms", "300ms~2000ms", "300ms~2000ms/100:10000ms"})
    void shouldReadWhatItWrites(String text) {
        assertThat(Latency.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "300", "2s..1s", "0~1s", "1s/x:2s"})
    void shouldRefuseWhatItCannotRead(String text) {
        assertThatThrownBy(() -> Latency.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
