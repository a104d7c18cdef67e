package dev.understudy.cli.replay.page;

import dev.understudy.comparison.AnswerPair;
import dev.understudy.comparison.TextPart;
import dev.understudy.comparison.WordDiff;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of two answers side by side: what went is in {@code del}, what came in {@code ins}. */
final class TextColumns {
    private TextColumns() {}

    static Html of(AnswerPair pair) {
        Html html = new Html();
        List<TextPart> parts = TextPart.of(pair.before(), pair.after());
        parts.stream().filter(TextPart::differs).forEach(part -> {
            WordDiff diff = WordDiff.of(part.before(), part.after());
            html.open("section", "class", "passage").element("h4", part.name());
            html.open("div", "class", "columns");
            column(html, "before", "del", diff.before());
            column(html, "after", "ins", diff.after());
            html.close("div").close("section");
        });
        String same = parts.stream()
                .filter(part -> !part.differs())
                .map(TextPart::name)
                .collect(Collectors.joining(", "));
        if (!same.isEmpty()) {
            html.element("p", "Word for word the same: " + same + ".", "class", "note");
        }
        return html;
    }

    private static void column(Html html, String side, String mark, List<WordDiff.Piece> pieces) {
        html.open("p", "class", side).element("span", side, "class", "side");
        for (WordDiff.Piece piece : pieces) {
            if (piece.common()) {
                html.text(piece.text());
            } else {
                html.element(mark, piece.text());
            }
        }
        if (pieces.isEmpty()) {
            html.element("span", "nothing", "class", "note");
        }
        html.close("p");
    }
}
