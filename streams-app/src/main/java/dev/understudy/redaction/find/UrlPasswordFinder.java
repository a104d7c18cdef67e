package dev.understudy.redaction.find;

/** Finds passwords within addresses, and tokens that stand where a user name would; user and host stay. */
public final class UrlPasswordFinder implements Finder {
    private static final String SCHEME_END = "://";
    private static final String ORACLE = "oracle:thin:";
    private static final int LONGEST = 400;
    private static final int LONGEST_DRIVER = 128;
    private static final int TOKEN_LENGTH = 16;

    @Override
    public void find(String text, Spans found) {
        if (text.indexOf('@') < 0) {
            return;
        }
        for (int at = text.indexOf(SCHEME_END); at >= 0; at = text.indexOf(SCHEME_END, at + 1)) {
            url(text, at + SCHEME_END.length(), found);
        }
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            if (text.startsWith("@tcp(", at) || text.startsWith("@unix(", at)) {
                driver(text, at, found);
            }
        }
        int oracle = text.indexOf(ORACLE);
        if (oracle >= 0) {
            int from = oracle + ORACLE.length();
            int slash = indexOf(text, '/', from, end(text, from));
            int at = slash < 0 ? -1 : indexOf(text, '@', slash, end(text, from));
            if (at > 0) {
                password(text, slash + 1, at, found);
            }
        }
    }

    private static void url(String text, int start, Spans found) {
        if (text.startsWith(Kind.MASK_START, start)) {
            return;
        }
        int end = end(text, start);
        int hostEnd = start;
        while (hostEnd < end && "/?#".indexOf(text.charAt(hostEnd)) < 0) {
            hostEnd++;
        }
        int colon = indexOf(text, ':', start, end);
        int at = lastIndexOf(text, '@', start, hostEnd);
        if (at < 0 && colon >= 0 && colon < hostEnd && Chars.DIGIT.runEnd(text, colon + 1, hostEnd) < hostEnd) {
            // No port: the password itself holds one of the characters that end a host.
            at = indexOf(text, '@', colon, end);
        }
        if (at < 0) {
            return;
        }
        if (colon >= 0 && colon < at) {
            password(text, colon + 1, at, found);
        } else if (at - start >= TOKEN_LENGTH && Chars.hasDigit(text, start, at)) {
            password(text, start, at, found);
        }
    }

    /** The form of some drivers: {@code user:password@tcp(host:port)/name}. */
    private static void driver(String text, int at, Spans found) {
        int start = at;
        while (start > Math.max(0, at - LONGEST_DRIVER) && !isEnd(text.charAt(start - 1))) {
            start--;
        }
        int colon = indexOf(text, ':', start, at);
        if (colon >= 0 && !text.startsWith(SCHEME_END, colon)) {
            password(text, colon + 1, at, found);
        }
    }

    private static void password(String text, int start, int end, Spans found) {
        if (!SecretValues.isStandIn(text, start, end)) {
            found.add(start, end, Kind.URL_PASSWORD);
        }
    }

    private static int end(String text, int start) {
        int end = start;
        while (end < Math.min(text.length(), start + LONGEST) && !isEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isEnd(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`';
    }

    private static int indexOf(String text, char c, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private static int lastIndexOf(String text, char c, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }
}
