package dev.understudy.comparison.golden;

import dev.understudy.domain.alert.Link;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Links in texts. */
final class Links {
    private static final Pattern URL = Pattern.compile("(?i)\\bhttps?://[^\\s<>\"'`\\\\|\\[\\](){}]+");
    private static final Pattern AT_END = Pattern.compile("[.,;:!?*]+$");

    /** A command may ask the machine that it runs on. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)https?://(?:localhost|127\\.0\\.0\\.1|\\[::1])(?:[:/?#].*)?");

    private Links() {}

    /** Those in texts, and those that stand alone, in their order. */
    static Set<String> in(List<String> texts, List<Link> alone) {
        Set<String> links = new LinkedHashSet<>();
        for (String text : texts) {
            URL.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .map(url -> AT_END.matcher(url).replaceFirst(""))
                    .forEach(links::add);
        }
        alone.forEach(link -> links.add(link.href()));
        return links;
    }

    /** True when a link is one of these, or leads to a place above one of them, or to the machine itself. */
    static boolean known(String link, Set<String> known) {
        String place = link.endsWith("/") ? link.substring(0, link.length() - 1) : link;
        return LOOPBACK.matcher(link).matches()
                || known.stream().anyMatch(url -> url.startsWith(place) && endsAt(url, place.length()));
    }

    private static boolean endsAt(String url, int length) {
        return url.length() == length || "/?#".indexOf(url.charAt(length)) >= 0;
    }
}
