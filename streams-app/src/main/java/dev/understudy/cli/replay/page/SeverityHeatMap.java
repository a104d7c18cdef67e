package dev.understudy.cli.replay.page;

import dev.understudy.comparison.SeverityMatrix;
import dev.understudy.domain.alert.Severity;
import java.util.List;

/** The severities before against those after: what left the diagonal changed. */
final class SeverityHeatMap {
    private static final int SHADES = 5;

    private final Html html = new Html();
    private final SeverityMatrix matrix;
    private final List<Severity> shown;

    private SeverityHeatMap(SeverityMatrix matrix) {
        this.matrix = matrix;
        this.shown = SeverityMatrix.ORDER.stream()
                .filter(severity ->
                        severity != Severity.UNKNOWN || matrix.before(severity) + matrix.after(severity) > 0)
                .toList();
    }

    static Html of(SeverityMatrix matrix) {
        SeverityHeatMap map = new SeverityHeatMap(matrix);
        map.html
                .open("table", "class", "heat")
                .element("caption", "Each row: the severity before; each column: after. ▼ lowered, ▲ raised.")
                .open("thead")
                .open("tr")
                .element("th", "before", "scope", "col", "class", "corner");
        map.shown.forEach(severity -> map.html.element("th", severity.name(), "scope", "col"));
        map.html.close("tr").close("thead").open("tbody");
        map.shown.forEach(map::row);
        return map.html.close("tbody").close("table");
    }

    private void row(Severity before) {
        html.open("tr").element("th", before.name(), "scope", "row");
        shown.forEach(after -> cell(before, after, matrix.count(before, after)));
        html.close("tr");
    }

    private void cell(Severity before, Severity after, long count) {
        if (count == 0) {
            html.element("td", "", "class", before == after ? "none diagonal" : "none");
            return;
        }
        int risen = after.priority() - before.priority();
        String tone = risen < 0 ? "lowered" : risen > 0 ? "raised" : "kept";
        String mark = risen < 0 ? "▼ " : risen > 0 ? "▲ " : "";
        html.element("td", mark + FigureText.count(count), "class", tone + " shade-" + shade(before, count));
    }

    /** By its share of the row. */
    private int shade(Severity before, long count) {
        return (int) Math.max(1, Math.ceil((double) SHADES * count / matrix.before(before)));
    }
}
