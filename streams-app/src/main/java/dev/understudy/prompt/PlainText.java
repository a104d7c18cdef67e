package dev.understudy.prompt;

/**
 * Text from outside without what a reader cannot see: control characters but for line feed and tab, format characters
 * (bidirectional overrides, zero-width and tag characters), which can hide instructions, and halves of surrogate pairs.
 */
final class PlainText {
    private PlainText() {}

    static String of(String text) {
        if (text.codePoints().allMatch(PlainText::isPlain)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().filter(PlainText::isPlain).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    static boolean isPlain(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
