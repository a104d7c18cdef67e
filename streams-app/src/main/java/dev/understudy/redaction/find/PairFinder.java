package dev.understudy.redaction.find;

import dev.understudy.redaction.find.SecretKeys.Weight;
import java.util.Locale;
import java.util.Set;

/**
 * Finds secrets by the name that stands before them: {@code password=...}, {@code "api_key": "..."}, {@code
 * Authorization: Bearer ...}, {@code <token>...</token>}. The name stays.
 */
public final class PairFinder implements Finder {
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_QUOTED = 4_096;
    private static final int MOST_BETWEEN = 32;
    private static final String VALUE = "value";
    private static final String ENCODED_EQUALS = "%3D";
    private static final Chars KEY = Chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$");
    private static final Set<String> SCHEMES = Set.of(
            "bearer",
            "basic",
            "token",
            "apikey",
            "api-key",
            "digest",
            "negotiate",
            "ntlm",
            "sharedkey",
            "geniekey",
            "key");

    @Override
    public void find(String text, Spans found) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' || c == ':' || c == '>' || (c == '%' && text.startsWith(ENCODED_EQUALS, i))) {
                i = Math.max(i, pair(text, i, found) - 1);
            }
        }
    }

    /** A value whose name is known from elsewhere, such as a label. */
    public static void entry(String name, String value, Spans found) {
        Weight weight = SecretKeys.weight(name, false);
        if (weight == Weight.NONE || value.isEmpty()) {
            return;
        }
        int firstEnd = value.indexOf(' ') < 0 ? value.length() : value.indexOf(' ');
        if (weight == Weight.AUTHORIZATION || weight == Weight.COOKIE) {
            header(weight, value, 0, found);
        } else if (SecretValues.isSecret(weight, value, 0, firstEnd)) {
            found.add(0, value.length(), Kind.CREDENTIAL);
        }
    }

    /** Looks at the pair with this separator; returns where to go on. */
    private static int pair(String text, int separator, Spans found) {
        int keyEnd = keyEnd(text, separator);
        int keyStart = KEY.runStart(text, keyEnd, keyEnd - LONGEST_KEY);
        char before = keyStart > 0 ? text.charAt(keyStart - 1) : ' ';
        if (text.charAt(separator) == '>' && before != '<') {
            return separator;
        }
        Weight weight = SecretKeys.weight(text, keyStart, keyEnd, before == '?' || before == '&');
        if (weight == Weight.NONE || weight == Weight.WEAK) {
            weight = strongerWithWordBefore(text, keyStart, keyEnd, weight);
        }
        if (weight == Weight.NONE && keyEnd - keyStart == VALUE.length() && text.startsWith(VALUE, keyStart)) {
            weight = ofNameBefore(text, keyStart);
        }
        if (weight == Weight.NONE || (weight == Weight.WEAK && before == ':')) {
            return separator;
        }
        return value(text, weight, valueStart(text, separator), found);
    }

    private static int keyEnd(String text, int separator) {
        int end = separator;
        for (int i = 0; i < MOST_BETWEEN && end > 0 && " \t\"'\\]`".indexOf(text.charAt(end - 1)) >= 0; i++) {
            end--;
        }
        return end;
    }

    /** {@code access key} says what {@code key} alone does not. */
    private static Weight strongerWithWordBefore(String text, int keyStart, int keyEnd, Weight weight) {
        int length = keyEnd - keyStart;
        if (keyStart < 2
                || text.charAt(keyStart - 1) != ' '
                || !(text.regionMatches(true, keyStart, "key", 0, length)
                        || text.regionMatches(true, keyStart, "token", 0, length)
                        || text.regionMatches(true, keyStart, "secret", 0, length))) {
            return weight;
        }
        int wordStart = KEY.runStart(text, keyStart - 1, keyStart - LONGEST_KEY);
        String both = text.substring(wordStart, keyStart - 1) + text.substring(keyStart, keyEnd);
        return SecretKeys.weight(both, false) == Weight.STRONG ? Weight.STRONG : weight;
    }

    /** {@code "name": "DB_PASSWORD", "value": "..."}, as Kubernetes writes variables. */
    private static Weight ofNameBefore(String text, int valueStart) {
        int least = Math.max(0, valueStart - LONGEST_KEY - MOST_BETWEEN);
        String before = text.substring(least, valueStart);
        int name = Math.max(before.lastIndexOf("name"), before.lastIndexOf("key"));
        if (name < 0) {
            return Weight.NONE;
        }
        int start = least + name;
        while (start < valueStart && "\"'\\ :=".indexOf(text.charAt(start)) < 0) {
            start++;
        }
        while (start < valueStart && "\"'\\ :=".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        Weight weight = SecretKeys.weight(text, start, KEY.runEnd(text, start, valueStart), false);
        return weight == Weight.STRONG ? weight : Weight.NONE;
    }

    private static int valueStart(String text, int separator) {
        int start = text.charAt(separator) == '%' ? separator + ENCODED_EQUALS.length() : separator;
        while (start < text.length() && start - separator < MOST_BETWEEN && "=:>~".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        for (int i = 0;
                i < MOST_BETWEEN && start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t');
                i++) {
            start++;
        }
        return start;
    }

    private static int value(String text, Weight weight, int start, Spans found) {
        int quote = start;
        while (quote < text.length() && quote - start < 2 && text.charAt(quote) == '\\') {
            quote++;
        }
        if (quote < text.length() && "\"'`".indexOf(text.charAt(quote)) >= 0) {
            int end = quoteEnd(text, quote, quote > start);
            if (end > quote) {
                return secret(text, weight, quote + 1, end, found);
            }
            return secret(text, weight, quote + 1, valueEnd(text, quote + 1), found);
        }
        return secret(text, weight, start, valueEnd(text, start), found);
    }

    private static int secret(String text, Weight weight, int start, int end, Spans found) {
        if (start >= end) {
            return start;
        }
        if (weight == Weight.AUTHORIZATION || weight == Weight.COOKIE) {
            return header(weight, text, start, found);
        }
        if (!SecretValues.isSecret(weight, text, start, end)) {
            return start;
        }
        int all = end - start < SecretValues.LOOKED_AT ? end : wholeEnd(text, end);
        found.add(start, all, Kind.CREDENTIAL);
        return all;
    }

    /** The rest of a header, when it holds more than words. */
    private static int header(Weight weight, String text, int start, Spans found) {
        int lineEnd = start;
        while (lineEnd < text.length() && "\n\r\"'`".indexOf(text.charAt(lineEnd)) < 0) {
            lineEnd++;
        }
        if (weight == Weight.COOKIE) {
            if (text.indexOf('=', start) > 0 && text.indexOf('=', start) < lineEnd) {
                found.add(start, lineEnd, Kind.CREDENTIAL);
            }
            return lineEnd;
        }
        int schemeEnd = Chars.WORD.runEnd(text, start, lineEnd);
        boolean scheme = schemeEnd < lineEnd
                && text.charAt(schemeEnd) == ' '
                && (SCHEMES.contains(text.substring(start, schemeEnd).toLowerCase(Locale.ROOT))
                        || text.startsWith("AWS4-HMAC", start));
        int secretStart = scheme ? schemeEnd + 1 : start;
        int secretEnd = scheme && text.startsWith("AWS4", start) ? lineEnd : valueEnd(text, secretStart);
        Weight inside = scheme ? Weight.STRONG : Weight.WEAK;
        if (secretStart < secretEnd && SecretValues.isSecret(inside, text, secretStart, secretEnd)) {
            found.add(secretStart, wholeEnd(text, secretEnd), Kind.CREDENTIAL);
            return secretEnd;
        }
        return start;
    }

    /** The closing quote; -1 when there is none near. A quote that was escaped is closed by one that is. */
    private static int quoteEnd(String text, int open, boolean escaped) {
        char quote = text.charAt(open);
        int most = Math.min(text.length(), open + LONGEST_QUOTED);
        for (int i = open + 1; i < most; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                if (escaped && i + 1 < most && text.charAt(i + 1) == quote) {
                    return i;
                }
                i++;
            } else if (c == quote) {
                return i;
            }
        }
        return -1;
    }

    /** The end of a value without quotes, as far as it is looked at. */
    private static int valueEnd(String text, int start) {
        int most = Math.min(text.length(), start + SecretValues.LOOKED_AT);
        int end = start;
        while (end < most && !endsAt(text, end, start)) {
            end++;
        }
        return end;
    }

    private static int wholeEnd(String text, int from) {
        int end = from;
        while (end < text.length() && from - end < LONGEST_QUOTED && !endsAt(text, end, from)) {
            end++;
        }
        return end;
    }

    /** Commas and the like end a value only where something else follows: passwords hold them too. */
    private static boolean endsAt(String text, int at, int start) {
        char c = text.charAt(at);
        if (c <= ' ' || c == '"' || c == '\'' || c == '`' || (c == '<' && at > start)) {
            return true;
        }
        if (c == '\\') {
            return at + 1 < text.length() && "\"'nrt".indexOf(text.charAt(at + 1)) >= 0;
        }
        if (c == ',' || c == ';' || c == '&' || c == ')' || c == '}' || c == ']') {
            int next = at + 1;
            if (next >= text.length() || text.charAt(next) <= ' ' || ",;.)}]\"'\\".indexOf(text.charAt(next)) >= 0) {
                return c != '}' || !text.startsWith("{", start);
            }
            int nameEnd = KEY.runEnd(text, next, next + LONGEST_KEY);
            return c != ')'
                    && c != '}'
                    && c != ']'
                    && nameEnd > next
                    && nameEnd < text.length()
                    && (text.charAt(nameEnd) == '=' || text.charAt(nameEnd) == ':');
        }
        return false;
    }
}
