package dev.understudy.prompt.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text with gaps. What fills a gap is not searched for gaps again. Immutable. */
final class Section {
    private static final Pattern GAP = Pattern.compile("\\{\\{([^{}\n]*)}}");

    /** Literal text, or a gap. */
    private record Piece(String text, @Nullable Placeholder gap) {}

    private final List<Piece> pieces;

    private Section(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /**
     * Reads a section.
     *
     * @throws IllegalArgumentException with the gap in it that has no known name
     */
    static Section of(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = GAP.matcher(text);
        int read = 0;
        while (matcher.find()) {
            pieces.add(new Piece(text.substring(read, matcher.start()), null));
            Placeholder gap = Placeholder.named(matcher.group(1))
                    .orElseThrow(() -> new IllegalArgumentException(matcher.group()));
            pieces.add(new Piece("", gap));
            read = matcher.end();
        }
        pieces.add(new Piece(text.substring(read), null));
        return new Section(pieces);
    }

    /** The gaps in their order. */
    List<Placeholder> gaps() {
        List<Placeholder> gaps = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.gap() != null) {
                gaps.add(piece.gap());
            }
        }
        return gaps;
    }

    /** The text with its gaps filled. A line of nothing but a gap that stays empty is left out. */
    String filled(Map<Placeholder, String> words) {
        StringBuilder filled = new StringBuilder();
        boolean emptyLine = false;
        for (Piece piece : pieces) {
            if (piece.gap() != null) {
                String word = words.getOrDefault(piece.gap(), "");
                filled.append(word);
                emptyLine = word.isEmpty() && (filled.isEmpty() || filled.charAt(filled.length() - 1) == '\n');
            } else {
                boolean joins = emptyLine && piece.text().startsWith("\n");
                filled.append(joins ? piece.text().substring(1) : piece.text());
                emptyLine &= piece.text().isEmpty();
            }
        }
        return filled.toString().strip();
    }
}
