package dev.understudy.cli.replay.page;

import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.gate.Report;
import java.util.Map;

/** A report as one HTML page: no other file, no request to anywhere, readable without a script. */
public final class DiffPage {
    private DiffPage() {}

    /** The page. */
    public static String of(Report report) {
        Comparison comparison = report.comparison();
        return PageTemplate.filled(Map.of(
                "title",
                Html.escaped(comparison.run() + ": " + comparison.changed().size() + " of " + comparison.alerts()
                        + " answers changed"),
                "headline",
                Headline.of(report).toString(),
                "kinds",
                KindBars.of(comparison).toString(),
                "severities",
                SeverityHeatMap.of(comparison.severities()).toString(),
                "latency",
                LatencyPlot.of(comparison).toString(),
                "amounts",
                AmountBars.of(comparison).toString(),
                "golden",
                report.golden() == null ? "" : GoldenSection.of(report.golden()).toString(),
                "changes",
                ChangeCards.of(comparison.changed()).toString()));
    }
}
