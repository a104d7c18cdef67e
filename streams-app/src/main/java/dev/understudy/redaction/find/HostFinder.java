package dev.understudy.redaction.find;

import java.util.List;
import java.util.Locale;

/** Finds the names of hosts in domains that are to stay inside. */
public final class HostFinder implements Finder {
    private static final int LONGEST = 253;
    private final List<String> domains;

    /** Names in these domains, and the domains themselves. */
    public HostFinder(List<String> domains) {
        this.domains =
                domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public void find(String text, Spans found) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) {
            return;
        }
        for (String domain : domains) {
            for (int at = lower.indexOf(domain); at >= 0; at = lower.indexOf(domain, at + 1)) {
                int end = at + domain.length();
                boolean whole = at == 0 || !Chars.WORD.has(lower.charAt(at - 1));
                boolean ended = end >= lower.length()
                        || !(Chars.WORD.has(lower.charAt(end))
                                || (lower.charAt(end) == '.' && Chars.isAlnum(lower, end + 1)));
                if (whole && ended) {
                    found.add(Chars.DOTTED.runStart(lower, at, at - LONGEST), end, Kind.HOST);
                }
            }
        }
    }
}
