package dev.understudy.redaction;

/**
 * Text from outside without what a reader cannot see: control characters but for line feed and tab, format characters
 * (bidirectional overrides, zero-width and tag characters), which can hide instructions, and halves of surrogate pairs.
 */
public final class PlainText {
    private PlainText() {}

    /** The text without them; the same object when it holds none. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (!isPlain(codePoint)) {
                StringBuilder plain = new StringBuilder(text.length());
                text.codePoints().filter(PlainText::isPlain).forEach(plain::appendCodePoint);
                return plain.toString();
            }
            i += Character.charCount(codePoint);
        }
        return text;
    }

    /** True when a reader can see the character, or the space that it takes. */
    public static boolean isPlain(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7f) {
            return true;
        }
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
