package dev.understudy.prompt.layout;

/** Lengths in bytes of UTF-8, without the bytes. */
public final class Utf8 {
    private Utf8() {}

    /** The length of a text; half a surrogate pair counts as a character of its own. */
    public static long length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            bytes += length(codePoint);
            i += Character.charCount(codePoint);
        }
        return bytes;
    }

    /** The longest beginning of a text that is no longer than that, without a broken character at its end. */
    public static String beginning(String text, long bytes) {
        long left = bytes;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            left -= length(codePoint);
            if (left < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    private static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
