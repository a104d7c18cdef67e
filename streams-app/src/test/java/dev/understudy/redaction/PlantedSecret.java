package dev.understudy.redaction;

import java.util.Locale;
import java.util.Random;

/**
 * A made-up secret in a text that an alert may hold.
 *
 * @param rule the published rule whose form it has
 * @param text the text, with the secret in it
 * @param secret what may not be left
 */
public record PlantedSecret(String rule, String text, String secret) {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    static final String HEX = "0123456789abcdef";
    static final String ALNUM = DIGITS + LOWER + LOWER.toUpperCase(Locale.ROOT);
    static final String UPPER_ALNUM = DIGITS + LOWER.toUpperCase(Locale.ROOT);
    static final String LOWER_ALNUM = DIGITS + LOWER;
    static final String WORD = ALNUM + "_-";
    static final String BASE64 = ALNUM + "+/";

    static final String AFTER = " on node-3";

    /** A secret that a prefix gives away: the prefix, then so many characters that nobody ever issued. */
    static PlantedSecret token(String rule, String prefix, String alphabet, int length) {
        String secret = prefix + body(rule, alphabet, length);
        return new PlantedSecret(rule, "login failed with " + secret + AFTER, secret);
    }

    /** A secret in a text; the mark {@code %s} stands for it. */
    public static PlantedSecret in(String rule, String text, String secret) {
        return new PlantedSecret(rule, text.replace("%s", secret), secret);
    }

    /** Characters that look random and are the same in each run; none of them is the same as its neighbour. */
    static String body(String seed, String alphabet, int length) {
        Random random = new Random(seed.hashCode());
        StringBuilder body = new StringBuilder(length);
        while (body.length() < length) {
            char next = alphabet.charAt(random.nextInt(alphabet.length()));
            boolean edge = body.length() == 0 || body.length() == length - 1;
            boolean plain = Character.isLetterOrDigit(next);
            if ((plain || !edge) && (body.length() == 0 || body.charAt(body.length() - 1) != next)) {
                body.append(next);
            }
        }
        return body.toString();
    }

    @Override
    public String toString() {
        return rule;
    }
}
