package dev.understudy.cli.replay.page;

import dev.understudy.comparison.ChangeKind;
import dev.understudy.comparison.Comparison;

/** How many answers show each kind of change. */
final class KindBars {
    private KindBars() {}

    static Html of(Comparison comparison) {
        Html html = new Html();
        if (comparison.counts().isEmpty()) {
            return html.element("p", "Nothing: both sides say the same.", "class", "note");
        }
        html.open("table", "class", "bars").element("caption", "Alerts that show a change; one may show several.");
        html.open("thead")
                .open("tr")
                .element("th", "Change", "scope", "col")
                .element("th", "Alerts", "scope", "col")
                .element("th", "Share", "scope", "col", "class", "plot")
                .close("tr")
                .close("thead")
                .open("tbody");
        comparison.counts().forEach((kind, count) -> {
            html.open("tr")
                    .element("th", capital(kind), "scope", "row")
                    .element("td", FigureText.count(count), "class", "number")
                    .open("td", "class", "plot")
                    .append(Bar.of(count, comparison.alerts(), kind.material() ? "after" : "before"))
                    .close("td")
                    .close("tr");
        });
        return html.close("tbody").close("table");
    }

    private static String capital(ChangeKind kind) {
        return Character.toUpperCase(kind.words().charAt(0)) + kind.words().substring(1);
    }
}
