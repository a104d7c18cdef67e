package dev.understudy.redaction.find;

import java.util.BitSet;

/** Sets of ASCII characters, and runs of them in a text. */
final class Chars {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";

    static final Chars DIGIT = of(DIGITS);
    static final Chars HEX = of(DIGITS + "abcdefABCDEF");
    static final Chars UPPER_ALNUM = of(DIGITS + UPPER);
    static final Chars ALNUM = of(DIGITS + UPPER + LOWER);
    static final Chars WORD = of(DIGITS + UPPER + LOWER + "_-");
    static final Chars DOTTED = of(DIGITS + UPPER + LOWER + "_-.");
    static final Chars BASE64 = of(DIGITS + UPPER + LOWER + "+/=_-");

    private final BitSet set = new BitSet(128);

    private Chars(String members) {
        members.chars().forEach(set::set);
    }

    static Chars of(String members) {
        return new Chars(members);
    }

    boolean has(char c) {
        return c < 128 && set.get(c);
    }

    /** The end of the run of these that begins at a place. */
    int runEnd(String text, int start, int limit) {
        int end = start;
        int most = Math.min(text.length(), limit);
        while (end < most && has(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The start of the run of these that ends before a place. */
    int runStart(String text, int end, int limit) {
        int start = end;
        int least = Math.max(0, limit);
        while (start > least && has(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    static boolean isAlnum(String text, int at) {
        return at >= 0 && at < text.length() && ALNUM.has(text.charAt(at));
    }

    static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && DIGIT.has(text.charAt(at));
    }

    /** True when a digit stands between the two places. */
    static boolean hasDigit(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (DIGIT.has(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
