package dev.understudy.redaction.find;

import java.util.Locale;
import java.util.Set;

/** Finds e-mail addresses. */
public final class EmailFinder implements Finder {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final Chars LOCAL = Chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.+%'");
    private static final Chars DOMAIN = Chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
    /** Instances of systemd units, and pictures for sharper screens. */
    private static final Set<String> NO_DOMAINS = Set.of(
            "service", "socket", "target", "timer", "mount", "slice", "scope", "png", "jpg", "jpeg", "gif", "svg",
            "webp");

    @Override
    public void find(String text, Spans found) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = LOCAL.runStart(text, at, at - LONGEST_LOCAL);
            while (start < at && !Chars.isAlnum(text, start)) {
                start++;
            }
            int end = domainEnd(text, at + 1);
            if (start < at && end > 0 && !isRepository(text, start, at, end)) {
                found.add(start, end, Kind.EMAIL);
            }
        }
    }

    /** The end of the domain that begins here; -1 when there is none. */
    private static int domainEnd(String text, int start) {
        int end = DOMAIN.runEnd(text, start, start + LONGEST_DOMAIN);
        while (end > start && !Chars.isAlnum(text, end - 1)) {
            end--;
        }
        int dot = end - 1;
        while (dot > start && text.charAt(dot) != '.') {
            if (Chars.DIGIT.has(text.charAt(dot))) {
                return -1;
            }
            dot--;
        }
        boolean named = dot > start
                && end - dot > 2
                && Chars.isAlnum(text, start)
                && !NO_DOMAINS.contains(text.substring(dot + 1, end).toLowerCase(Locale.ROOT));
        return named ? end : -1;
    }

    /** {@code git@github.com:team/project} is where something is, not who. */
    private static boolean isRepository(String text, int start, int at, int end) {
        return at - start == 3
                && text.startsWith("git", start)
                && end < text.length()
                && (text.charAt(end) == ':' || text.charAt(end) == '/');
    }
}
