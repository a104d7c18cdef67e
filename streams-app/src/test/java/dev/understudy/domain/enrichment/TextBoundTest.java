package dev.understudy.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextBoundTest {
    private static final String ROCKET = "\ud83d\ude80";

    @Test
    void shouldLeaveATextThatFits() {
        String text = "t".repeat(TextBound.LONGEST);

        assertThat(TextBound.cut(text)).isSameAs(text);
        assertThat(TextBound.cut("", 1)).isEmpty();
    }

    @Test
    void shouldCutATextThatIsLonger() {
        assertThat(TextBound.cut("t".repeat(TextBound.LONGEST + 1)))
                .isEqualTo("t".repeat(TextBound.LONGEST - 1) + "…")
                .hasSize(3_000);
        assertThat(TextBound.cut("abcd", 3)).isEqualTo("ab…");
    }

    @Test
    void shouldCutNoCharacterInTwo() {
        assertThat(TextBound.cut(ROCKET + ROCKET, 3)).isEqualTo(ROCKET + "…");
        assertThat(TextBound.cut("a" + ROCKET + ROCKET, 3)).isEqualTo("a…");
        assertThat(TextBound.cut("a" + ROCKET + ROCKET, 4)).isEqualTo("a" + ROCKET + "…");
    }
}
