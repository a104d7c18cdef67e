package dev.understudy.cli.replay.page;

import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.SideFigures;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** What answers cost, and who gave them. */
final class AmountBars {
    private final Html html = new Html();

    private AmountBars() {}

    static Html of(Comparison comparison) {
        AmountBars bars = new AmountBars();
        bars.amounts(comparison.before(), comparison.after());
        bars.providers(comparison.before(), comparison.after());
        return bars.html;
    }

    private void amounts(SideFigures before, SideFigures after) {
        begin("Cost and tokens of every call, the failed ones included" + unpriced(before, after), "Amount");
        pair("Cost", before.costUsdMicros(), after.costUsdMicros(), FigureText::dollars);
        pair("Input tokens", before.inputTokens(), after.inputTokens(), FigureText::count);
        pair("Output tokens", before.outputTokens(), after.outputTokens(), FigureText::count);
        html.close("table");
    }

    private static String unpriced(SideFigures before, SideFigures after) {
        return before.unpriced() + after.unpriced() == 0
                ? "."
                : "; " + before.unpriced() + " answers before and " + after.unpriced() + " after have no price.";
    }

    private void providers(SideFigures before, SideFigures after) {
        begin("Who answered.", "Provider");
        TreeSet<String> names = new TreeSet<>(before.providers().keySet());
        names.addAll(after.providers().keySet());
        long most = Math.max(before.answers(), after.answers());
        for (String name : names) {
            pair(
                    name,
                    before.providers().getOrDefault(name, 0L),
                    after.providers().getOrDefault(name, 0L),
                    most,
                    FigureText::count);
        }
        html.close("table");
    }

    private void begin(String caption, String first) {
        html.open("table", "class", "bars pairs")
                .element("caption", caption)
                .open("thead")
                .open("tr")
                .element("th", first, "scope", "col")
                .element("th", "Side", "scope", "col")
                .element("th", "Figure", "scope", "col")
                .element("th", "Share", "scope", "col", "class", "plot")
                .close("tr")
                .close("thead");
    }

    private void pair(String what, long before, long after, LongFunction<String> text) {
        pair(what, before, after, Math.max(before, after), text);
    }

    private void pair(String what, long before, long after, long widest, LongFunction<String> text) {
        html.open("tbody")
                .open("tr")
                .open("th", "scope", "rowgroup", "rowspan", "2")
                .text(what)
                .element("span", FigureText.change(before, after), "class", "note")
                .close("th");
        side("before", before, widest, text);
        html.close("tr").open("tr");
        side("after", after, widest, text);
        html.close("tr").close("tbody");
    }

    private void side(String side, long value, long widest, LongFunction<String> text) {
        html.element("td", side)
                .element("td", text.apply(value), "class", "number")
                .open("td", "class", "plot")
                .append(Bar.of(value, widest, side))
                .close("td");
    }
}
