package dev.understudy.cli.replay.page;

import dev.understudy.comparison.AnswerPair;
import dev.understudy.comparison.ChangeKind;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.redaction.Redactor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The alerts whose answers changed, one under the other, with both answers side by side. */
final class ChangeCards {
    /** A page with more of them is no pleasure to open. */
    private static final int MOST = 500;

    private static final int OPEN = 3;

    private final Html html = new Html();
    private int cards;

    private ChangeCards() {}

    static Html of(List<AnswerPair> changed) {
        ChangeCards page = new ChangeCards();
        if (changed.isEmpty()) {
            return page.html.element("p", "No answer changed.", "class", "note");
        }
        page.filter(changed);
        changed.stream().limit(MOST).forEach(page::card);
        if (changed.size() > MOST) {
            page.html.element(
                    "p", "... and " + (changed.size() - MOST) + " more: --format json has them all.", "class", "note");
        }
        return page.html;
    }

    /** For the script, which shows it. */
    private void filter(List<AnswerPair> changed) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        changed.forEach(pair -> kinds.addAll(pair.changes()));
        html.open("div", "class", "filter", "id", "filter", "hidden", "hidden")
                .open("label")
                .text("Show ")
                .open("select", "id", "kind")
                .element("option", "all changes", "value", "");
        kinds.forEach(kind -> html.element("option", kind.words(), "value", kind.label()));
        html.close("select")
                .close("label")
                .open("label")
                .text("with ")
                .empty("input", "id", "words", "type", "search", "placeholder", "words, such as checkout")
                .close("label")
                .element("span", "", "id", "shown", "aria-live", "polite")
                .close("div");
    }

    private void card(AnswerPair pair) {
        // A page is passed on; what the alert itself holds of secrets stays in the topic.
        Alert alert = Redactor.standard().withoutSecrets(pair.alert()).alert();
        String kinds = pair.changes().stream().map(ChangeKind::label).collect(Collectors.joining(" "));
        html.open("article", "class", "change", "data-kinds", kinds);
        if (cards++ < OPEN) {
            html.open("details", "open", "open");
        } else {
            html.open("details");
        }
        html.open("summary").element("h3", alert.name());
        severities(pair);
        html.element("span", alert.summary(), "class", "about");
        html.open("span", "class", "kinds");
        pair.changes().stream()
                .filter(ChangeKind::material)
                .forEach(kind -> html.element("span", kind.words(), "class", "kind " + kind.label()));
        html.close("span").close("summary");
        html.open("p", "class", "note")
                .text("source says " + alert.severity() + ", fingerprint " + alert.fingerprint() + ", request "
                        + pair.requestId());
        alert.links().stream().filter(ChangeCards::isSafe).forEach(this::link);
        html.close("p");
        html.append(FactTable.of(pair)).append(TextColumns.of(pair));
        html.close("details").close("article");
    }

    private void severities(AnswerPair pair) {
        Severity before = severity(pair.before());
        Severity after = severity(pair.after());
        html.open("span", "class", "severities");
        badge(before == null ? after : before);
        if (before != null && after != null && before != after) {
            html.element("span", after.priority() < before.priority() ? "▼" : "▲", "aria-hidden", "true");
            html.element("span", "became", "class", "unseen");
            badge(after);
        }
        html.close("span");
    }

    private void badge(@Nullable Severity severity) {
        if (severity != null) {
            html.element("span", severity.name(), "class", "badge " + severity.name());
        }
    }

    private static @Nullable Severity severity(@Nullable EnrichedIncident answer) {
        return answer == null || answer.enrichment() == null
                ? null
                : answer.enrichment().assessment().severity();
    }

    /** Of an alert, which anyone may send. */
    private static boolean isSafe(Link link) {
        String href = link.href();
        return href.regionMatches(true, 0, "https://", 0, 8) || href.regionMatches(true, 0, "http://", 0, 7);
    }

    private void link(Link link) {
        String text = link.text().isEmpty() ? link.rel() : link.text();
        html.text(", ").element("a", text.isEmpty() ? "link" : text, "href", link.href(), "rel", "noopener noreferrer");
    }
}
