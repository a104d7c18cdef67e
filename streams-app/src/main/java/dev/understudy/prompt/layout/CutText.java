package dev.understudy.prompt.layout;

/**
 * A text that was made to fit.
 *
 * @param text what is left of it, with {@code [...]} where something is missing
 * @param bytesCut bytes of UTF-8 that were left out; 0 when it is whole
 */
public record CutText(String text, long bytesCut) {
    static final String MARK = "[...]";

    /** The beginning of a text, up to the end of a line if there is one, in at most so many bytes with the mark. */
    public static CutText of(String text, long bytes) {
        long length = Utf8.length(text);
        if (length <= bytes) {
            return new CutText(text, 0);
        }
        String beginning = Utf8.beginning(text, Math.max(0, bytes - MARK.length() - 1));
        String lines = beginning.substring(0, beginning.lastIndexOf('\n') + 1);
        String kept = lines.isBlank() ? beginning : lines;
        return new CutText(kept.stripTrailing() + "\n" + MARK, length - Utf8.length(kept));
    }
}
