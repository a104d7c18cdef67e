package dev.understudy.prompt;

import dev.understudy.redaction.PlainText;

/**
 * Lines of text up to a bound, counted in UTF-8 bytes. What does not fit is left out, and {@link #isTruncated()} says
 * so. The cost is that of what is kept, however long the input is. Not thread-safe.
 */
final class BoundedText {
    private static final String ELLIPSIS = " [...]";
    private static final String CONTINUED = "    ";
    /** What the last line may take beyond the bound: a cut name, a cut value and what stands between them. */
    private static final int LAST_LINE = 2 * ELLIPSIS.length() + 8;

    private final StringBuilder text = new StringBuilder();
    private long remaining;
    private boolean truncated;

    BoundedText(long bytes) {
        this.remaining = bytes - LAST_LINE;
    }

    /** False once nothing more fits: callers may stop. */
    boolean hasRoom() {
        return remaining > 0;
    }

    boolean isTruncated() {
        return truncated;
    }

    void markTruncated() {
        truncated = true;
    }

    /** Adds a heading for the lines that follow; its few bytes are not worth a cut. */
    void heading(String heading) {
        if (hasRoom()) {
            append(heading + ":\n", Integer.MAX_VALUE);
        }
    }

    /** Adds {@code indent name: value}, the value cut at a number of bytes; breaks inside it are indented further. */
    void line(String indent, String name, String value, long valueBytes) {
        if (!hasRoom()) {
            truncated = true;
            return;
        }
        text.append(indent);
        remaining -= indent.length();
        append(name, 255);
        text.append(": ");
        append(value, valueBytes);
        text.append('\n');
        remaining -= 3;
    }

    private void append(String value, long most) {
        long room = Math.min(most, remaining);
        long used = 0;
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            i += Character.charCount(codePoint);
            if (!PlainText.isPlain(codePoint)) {
                continue;
            }
            int length = codePoint == '\n' ? 1 + CONTINUED.length() : utf8Length(codePoint);
            if (used + length > room) {
                text.append(ELLIPSIS);
                used += ELLIPSIS.length();
                truncated = true;
                break;
            }
            used += length;
            text.appendCodePoint(codePoint);
            if (codePoint == '\n' && i < value.length()) {
                text.append(CONTINUED);
            }
        }
        remaining -= used;
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
