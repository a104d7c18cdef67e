package dev.understudy.demo.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, UTF_8);

    @Test
    void shouldWriteALineEveryTwoSecondsWhenPiped() {
        Screen screen = Screen.of(out, Map.of());

        for (int tenths = 0; tenths < 45; tenths++) {
            screen.show(scene(Duration.ofMillis(tenths * 100L)));
        }

        assertThat(text().lines()).hasSize(3);
        assertThat(text())
                .contains("4 s  sent 30, enriched 25 (openai 20, anthropic 5), parked 4 (1 waiting), "
                        + "degraded 3, upgraded 2")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldDrawOverItselfOnATerminal() {
        Screen screen = Screen.of(out, Map.of("UNDERSTUDY_TERMINAL", "1"));

        screen.show(scene(Duration.ofSeconds(1)));
        int first = text().length();
        screen.show(scene(Duration.ofSeconds(2)));

        int lines = (int) text().substring(0, first).lines().count();
        assertThat(text().substring(0, first)).doesNotContain("\u001b[" + lines + "A");
        assertThat(text().substring(first)).startsWith("\u001b[" + lines + "A");
        assertThat(text()).contains("\u001b[31m503 unavailable");
    }

    @Test
    void shouldLeaveTheLastStateOfAnActStanding() {
        Screen screen = Screen.of(out, Map.of("UNDERSTUDY_TERMINAL", "1"));

        screen.last(scene(Duration.ofSeconds(1)));
        screen.headline("Act 2: more", "of it");
        int before = text().length();
        screen.show(scene(Duration.ofSeconds(2)));

        assertThat(text().substring(before)).startsWith("\u001b[2K");
    }

    @Test
    void shouldTakeNoColoursWhenToldSo() {
        Screen screen = Screen.of(out, Map.of("UNDERSTUDY_TERMINAL", "1", "NO_COLOR", "1"));

        screen.headline("Act 1", "what");
        screen.show(scene(Duration.ofSeconds(1)));
        screen.verdict(true, "lost 0, duplicates 0");

        assertThat(text()).doesNotContainPattern("\u001b\\[[0-9;]*m").contains("####");
    }

    @Test
    void shouldKeepLinesWithinEightyColumns() {
        Screen screen = Screen.of(out, Map.of("UNDERSTUDY_TERMINAL", "1", "NO_COLOR", "1"));

        screen.show(new Scene(
                4,
                Duration.ofMinutes(20),
                List.of(new Scene.ProviderLine("a-provider-with-a-name", false, "x".repeat(60), 99_999)),
                99_999,
                new Scene.Waits(99_999, 99_999),
                new Scene.Degradations(99_999, 99_999)));

        assertThat(text().replaceAll("\u001b\\[\\d*[KA]", "").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    private static Scene scene(Duration elapsed) {
        return new Scene(
                1,
                elapsed,
                List.of(
                        new Scene.ProviderLine("openai", false, "503 unavailable", 20),
                        new Scene.ProviderLine("anthropic", true, "answers", 5),
                        new Scene.ProviderLine("gemini", true, "answers", 0)),
                30,
                new Scene.Waits(4, 1),
                new Scene.Degradations(3, 2));
    }

    private String text() {
        return written.toString(UTF_8);
    }
}
