package dev.understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordDiffTest {
    @Test
    void shouldMarkTheWordsThatDiffer() {
        WordDiff diff = WordDiff.of("The primary is down since 2.", "The primary was seen down since 3.");

        assertThat(diff.before()).containsExactly(common("The primary "), own("is "), common("down since "), own("2."));
        assertThat(diff.after())
                .containsExactly(common("The primary "), own("was seen "), common("down since "), own("3."));
    }

    @Test
    void shouldTakeNoNoticeOfSpaces() {
        assertThat(WordDiff.of("one two", "one\n  two").after()).containsExactly(common("one\n  two"));
    }

    @Test
    void shouldShowATextThatCameOrWent() {
        assertThat(WordDiff.of("", "all new").after()).containsExactly(own("all new"));
        assertThat(WordDiff.of("", "all new").before()).isEmpty();
        assertThat(WordDiff.of("gone", "").before()).containsExactly(own("gone"));
    }

    @Test
    void shouldMakeBothTextsOfThePiecesWhateverTheyAre() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            String before = text(random);
            String after = text(random);

            WordDiff diff = WordDiff.of(before, after);

            assertThat(joined(diff.before())).isEqualTo(before);
            assertThat(joined(diff.after())).isEqualTo(after);
            assertThat(words(diff.before())).as(before + " | " + after).isEqualTo(words(diff.after()));
        }
    }

    @Test
    void shouldEndSoonForLongTextsThatHaveNothingInCommon() {
        String before = "a ".repeat(10_000);
        String after = "b ".repeat(10_000);

        assertThat(WordDiff.of(before, after).after()).containsExactly(own(after));
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, 4).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    private static String joined(List<WordDiff.Piece> pieces) {
        return pieces.stream().map(WordDiff.Piece::text).collect(Collectors.joining());
    }

    private static List<String> words(List<WordDiff.Piece> pieces) {
        return pieces.stream()
                .filter(WordDiff.Piece::common)
                .flatMap(piece -> List.of(piece.text().strip().split("\\s+")).stream())
                .toList();
    }

    private static WordDiff.Piece common(String text) {
        return new WordDiff.Piece(true, text);
    }

    private static WordDiff.Piece own(String text) {
        return new WordDiff.Piece(false, text);
    }
}
