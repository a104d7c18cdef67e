package dev.understudy.comparison.golden;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Words to look for in a text, whatever their case. {@code /.../} is a regular expression. Anything else is found where a
 * word begins with it; one that ends in a digit ends there, so that {@code worker-1} is not in {@code worker-17}.
 *
 * @param written as the file has it
 */
record Wording(String written, Pattern pattern) {
    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /**
     * Understands what is written.
     *
     * @throws IllegalArgumentException when it is blank or no regular expression, with what was expected
     */
    static Wording of(String written) {
        if (written.isBlank()) {
            throw new IllegalArgumentException("is blank; expected a word, or a regular expression as /.../");
        }
        if (written.length() < 3 || !written.startsWith("/") || !written.endsWith("/")) {
            boolean digit = Character.isDigit(written.charAt(written.length() - 1));
            String whole = "(?<![\\p{L}\\p{N}])" + Pattern.quote(written) + (digit ? "(?!\\p{N})" : "");
            return new Wording(written, Pattern.compile(whole, ANY_CASE));
        }
        try {
            return new Wording(written, Pattern.compile(written.substring(1, written.length() - 1), ANY_CASE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression: " + e.getDescription(), e);
        }
    }

    boolean isIn(String text) {
        return pattern.matcher(text).find();
    }
}
