package dev.understudy.redaction.find;

import dev.understudy.redaction.find.SecretKeys.Weight;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Finds secrets in command lines and statements: {@code --password ...}, {@code curl -u user:...}, {@code Bearer ...}. */
public final class CommandFinder implements Finder {
    private static final int LEAST = 8;
    private static final int LONG = 24;
    private static final String[] USER_OPTIONS = {" -u ", " --user ", " -u", " --user="};
    private static final Chars PADDING = Chars.of("=");
    private static final Chars TOKEN = Chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~+/");

    @Override
    public void find(String text, Spans found) {
        options(text, found);
        scheme(text, "earer ", 'b', found);
        scheme(text, "EARER ", 'b', found);
        scheme(text, "asic ", 'b', found);
        if (text.contains("curl ")) {
            for (String option : USER_OPTIONS) {
                for (int at = text.indexOf(option); at >= 0; at = text.indexOf(option, at + 1)) {
                    user(text, at + option.length(), found);
                }
            }
        }
        identifiedBy(text, "IDENTIFIED BY ", found);
        identifiedBy(text, "identified by ", found);
    }

    private static void options(String text, Spans found) {
        for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 2)) {
            int start = at + 2;
            int end = Chars.WORD.runEnd(text, start, start + LONG);
            if (end < text.length() && text.charAt(end) == ' ' && end > start && text.charAt(start) != '-') {
                Weight weight = SecretKeys.weight(text, start, end, false);
                int open = end + 1;
                int close = end(text, open);
                int value = open < close && isQuote(text.charAt(open)) ? open + 1 : open;
                if (weight == Weight.STRONG || weight == Weight.WEAK) {
                    secret(weight, text, value, close, found);
                }
            }
        }
    }

    private static void secret(Weight weight, String text, int start, int end, Spans found) {
        if (start < end && text.charAt(start) != '-' && SecretValues.isSecret(weight, text, start, end)) {
            found.add(start, end, Kind.CREDENTIAL);
        }
    }

    /** The words Bearer and Basic before something that is no word. */
    private static void scheme(String text, String rest, char first, Spans found) {
        for (int at = text.indexOf(rest); at >= 0; at = text.indexOf(rest, at + 1)) {
            if (at == 0 || (text.charAt(at - 1) | 0x20) != first || Chars.isAlnum(text, at - 2)) {
                continue;
            }
            int start = at + rest.length();
            int bodyEnd = TOKEN.runEnd(text, start, text.length());
            int end = PADDING.runEnd(text, bodyEnd, bodyEnd + 2);
            boolean secret = rest.startsWith("asic")
                    ? isUserAndPassword(text.substring(start, Math.min(end, start + 400)))
                    : end - start >= LEAST
                            && !Chars.isAlnum(text, end)
                            && (Chars.hasDigit(text, start, end) || end - start >= LONG);
            if (secret) {
                found.add(start, end, Kind.CREDENTIAL);
            }
            at = end - 1;
        }
    }

    private static boolean isUserAndPassword(String encoded) {
        if (encoded.length() < LEAST || encoded.indexOf('-') >= 0 || encoded.indexOf('.') >= 0) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(encoded);
            return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static void user(String text, int from, Spans found) {
        int start = from < text.length() && isQuote(text.charAt(from)) ? from + 1 : from;
        int end = end(text, start);
        for (int colon = start; colon < end; colon++) {
            if (text.charAt(colon) == ':') {
                if (!SecretValues.isStandIn(text, colon + 1, end)) {
                    found.add(colon + 1, end, Kind.CREDENTIAL);
                }
                return;
            }
        }
    }

    private static void identifiedBy(String text, String words, Spans found) {
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            int open = at + words.length();
            if (open < text.length() && isQuote(text.charAt(open))) {
                secret(Weight.STRONG, text, open + 1, end(text, open + 1), found);
            }
        }
    }

    private static int end(String text, int start) {
        int end = start;
        boolean quoted = start > 0 && start < text.length() && isQuote(text.charAt(start - 1));
        while (end < text.length()
                && (end == start || !isQuote(text.charAt(end)))
                && (text.charAt(end) > ' ' || (quoted && text.charAt(end) == ' '))
                && end - start < SecretValues.LOOKED_AT) {
            end++;
        }
        return end;
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }
}
