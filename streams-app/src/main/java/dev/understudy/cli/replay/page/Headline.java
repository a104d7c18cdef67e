package dev.understudy.cli.replay.page;

import dev.understudy.comparison.ChangeKind;
import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.SideFigures;
import dev.understudy.comparison.gate.Report;
import dev.understudy.comparison.golden.GoldenScore;

/** What one sees first: what was compared, the verdict, and the figures that matter. */
final class Headline {
    private final Html html = new Html();

    private Headline() {}

    static Html of(Report report) {
        Headline headline = new Headline();
        headline.title(report.comparison());
        headline.verdict(report);
        headline.html.open("ul", "class", "tiles");
        headline.tiles(report.comparison());
        if (report.golden() != null) {
            headline.golden(report.golden());
        }
        headline.html.close("ul");
        return headline.html;
    }

    private void title(Comparison comparison) {
        int changed = comparison.changed().size();
        html.element("p", comparison.run(), "class", "run");
        html.open("h1")
                .element("span", FigureText.count(changed), "class", "big")
                .text(" of " + FigureText.count(comparison.alerts()) + (changed == 1 ? " answer" : " answers")
                        + " changed")
                .close("h1");
    }

    private void verdict(Report report) {
        if (!report.failures().isEmpty()) {
            html.open("div", "class", "verdict bad")
                    .element("strong", "Not good enough")
                    .open("ul");
            report.failures().forEach(failure -> html.element("li", failure));
            html.close("ul").close("div");
        }
    }

    private void tiles(Comparison comparison) {
        SideFigures before = comparison.before();
        SideFigures after = comparison.after();
        count(
                "Severity lowered",
                comparison.count(ChangeKind.SEVERITY_LOWERED),
                comparison.count(ChangeKind.SEVERITY_RAISED) + " raised");
        count(
                "Newly degraded",
                comparison.count(ChangeKind.DEGRADED),
                before.degraded() + " degraded before, " + after.degraded() + " after");
        if (comparison.count(ChangeKind.MISSING) > 0) {
            count("Missing", comparison.count(ChangeKind.MISSING), "answered before, not now");
        }
        rise(
                "Cost",
                before.costUsdMicros(),
                after.costUsdMicros(),
                FigureText.dollars(before.costUsdMicros()) + " → " + FigureText.dollars(after.costUsdMicros()));
        long then = before.total().percentile(95);
        long now = after.total().percentile(95);
        rise("Latency, p95", then, now, FigureText.millis(then) + " → " + FigureText.millis(now));
    }

    private void golden(GoldenScore score) {
        tile(
                "Golden set",
                FigureText.percent(score.percent()),
                FigureText.count(score.met()) + " of " + FigureText.count(score.expectations()) + " expectations met",
                score.faulty().isEmpty() ? "good" : "bad");
    }

    private void count(String what, long count, String note) {
        tile(what, FigureText.count(count), note, count == 0 ? "good" : "bad");
    }

    private void rise(String what, long before, long after, String note) {
        String tone = after == before ? "plain" : after < before ? "good" : "bad";
        tile(what, FigureText.change(before, after), note, tone);
    }

    private void tile(String what, String figure, String note, String tone) {
        html.open("li", "class", "tile " + tone)
                .element("span", what, "class", "what")
                .element("strong", figure)
                .element("span", note, "class", "note")
                .close("li");
    }
}
