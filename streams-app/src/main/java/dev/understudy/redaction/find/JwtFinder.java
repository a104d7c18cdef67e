package dev.understudy.redaction.find;

/** Finds JSON web tokens, signed (three parts) and encrypted (five), also with the last parts cut off. */
public final class JwtFinder implements Finder {
    private static final String START = "eyJ";
    private static final int LEAST = 10;

    @Override
    public void find(String text, Spans found) {
        for (int at = text.indexOf(START); at >= 0; at = text.indexOf(START, at + 1)) {
            if (Chars.isAlnum(text, at - 1)) {
                continue;
            }
            int end = Chars.WORD.runEnd(text, at, text.length());
            int second = next(text, end);
            if (end - at < LEAST || second - end <= LEAST) {
                at = end;
                continue;
            }
            end = second;
            for (int part = next(text, end); part > end; part = next(text, end)) {
                end = part;
            }
            found.add(at, end, Kind.JWT);
            at = end;
        }
    }

    /** The end of the part behind a dot; the same place when there is no dot. */
    private static int next(String text, int end) {
        return end < text.length() && text.charAt(end) == '.' ? Chars.WORD.runEnd(text, end + 1, text.length()) : end;
    }
}
