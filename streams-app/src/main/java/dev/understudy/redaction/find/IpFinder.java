package dev.understudy.redaction.find;

/** Finds IP addresses, of version 4 and 6. */
public final class IpFinder implements Finder {
    private static final int LONGEST = 45;
    private static final Chars SIX = Chars.of("0123456789abcdefABCDEF:");

    @Override
    public void find(String text, Spans found) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!SIX.has(c) || continues(text, i - 1)) {
                continue;
            }
            int end = Math.max(four(text, i), six(text, i));
            if (end > 0) {
                found.add(i, end, Kind.IP);
                i = end - 1;
            }
        }
    }

    private static boolean continues(String text, int at) {
        return at >= 0 && (Chars.DOTTED.has(text.charAt(at)) || text.charAt(at) == ':');
    }

    private static int four(String text, int start) {
        int at = start;
        for (int part = 0; part < 4; part++) {
            int end = Chars.DIGIT.runEnd(text, at, at + 4);
            if (end == at || end - at > 3 || Integer.parseInt(text.substring(at, end)) > 255) {
                return -1;
            }
            if (part < 3 && (end >= text.length() || text.charAt(end) != '.')) {
                return -1;
            }
            at = end + 1;
        }
        int end = at - 1;
        boolean goesOn = Chars.isAlnum(text, end)
                || (end < text.length() && text.charAt(end) == '.' && Chars.isDigit(text, end + 1));
        return goesOn ? -1 : end;
    }

    private static int six(String text, int start) {
        int end = SIX.runEnd(text, start, start + LONGEST);
        while (end > start + 1 && text.charAt(end - 1) == ':' && text.charAt(end - 2) != ':') {
            end--;
        }
        int gaps = 0;
        int colons = 0;
        int groups = 0;
        for (int at = start; at < end; at++) {
            if (text.charAt(at) == ':') {
                colons++;
                gaps += at > start && text.charAt(at - 1) == ':' ? 1 : 0;
            } else {
                int groupEnd = Chars.HEX.runEnd(text, at, end);
                if (groupEnd - at > 4) {
                    return -1;
                }
                groups++;
                at = groupEnd - 1;
            }
        }
        boolean complete = gaps == 0 ? groups == 8 && colons == 7 : gaps == 1 && groups >= 1 && groups <= 7;
        return complete && !Chars.isAlnum(text, end) ? end : -1;
    }
}
