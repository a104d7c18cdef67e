package dev.understudy.cli.replay.page;

import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.Latencies;
import java.util.List;
import java.util.Locale;

/** How long answers took, before and after: two curves over a logarithmic axis, and the percentiles in a table. */
final class LatencyPlot {
    private static final int WIDTH = 400;
    private static final int FLOOR = 150;
    private static final int CEILING = 14;
    private static final int BINS = 100;
    private static final int SMOOTHING = 12;

    private final Html html = new Html();
    private final double from;
    private final double to;

    private LatencyPlot(double from, double to) {
        this.from = from;
        this.to = to;
    }

    static Html of(Comparison comparison) {
        Latencies before = comparison.before().total();
        Latencies after = comparison.after().total();
        if (before.count() + after.count() == 0) {
            return new Html().element("p", "No answer took a call.", "class", "note");
        }
        double from = Math.log10(Math.max(1, shortest(before, after)) * 0.7);
        double to = Math.log10(Math.max(10, Math.max(before.percentile(100), after.percentile(100))) * 1.4);
        LatencyPlot plot = new LatencyPlot(from, to);
        plot.draw(before, after);
        plot.table(comparison);
        return plot.html;
    }

    private static long shortest(Latencies before, Latencies after) {
        if (before.count() == 0 || after.count() == 0) {
            return Math.max(before.percentile(0), after.percentile(0));
        }
        return Math.min(before.percentile(0), after.percentile(0));
    }

    private void draw(Latencies before, Latencies after) {
        double[] then = shares(before);
        double[] now = shares(after);
        double highest = 0;
        for (int i = 0; i < BINS; i++) {
            highest = Math.max(highest, Math.max(then[i], now[i]));
        }
        html.open(
                "svg",
                "class",
                "plot",
                "viewBox",
                "0 0 " + WIDTH + " 172",
                "role",
                "img",
                "aria-label",
                "Distribution of latencies before and after; the table below has the percentiles.");
        axis();
        curve(then, highest, "before");
        curve(now, highest, "after");
        html.close("svg");
        html.open("p", "class", "legend")
                .element("span", "before", "class", "key before")
                .element("span", "after", "class", "key after")
                .close("p");
    }

    /** Of each bin the share of all, smoothed over its neighbours. */
    private double[] shares(Latencies latencies) {
        double[] shares = new double[BINS];
        for (int i = 0; i < BINS && latencies.count() > 0; i++) {
            int inside = latencies.below(millis(i + 1)) - latencies.below(millis(i));
            shares[i] = (double) inside / latencies.count();
        }
        for (int pass = 0; pass < SMOOTHING; pass++) {
            shares = smoothed(shares);
        }
        return shares;
    }

    private static double[] smoothed(double[] shares) {
        double[] smooth = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            smooth[i] = (shares[Math.max(0, i - 1)] + 2 * shares[i] + shares[Math.min(BINS - 1, i + 1)]) / 4;
        }
        return smooth;
    }

    private double millis(int bin) {
        return Math.pow(10, from + (to - from) * bin / BINS);
    }

    private void axis() {
        for (int power = (int) from; power <= to; power++) {
            for (int step : to - from > 2.5 ? new int[] {1} : new int[] {1, 2, 5}) {
                tick(step * (long) Math.pow(10, power));
            }
        }
        html.empty("line", "class", "axis", "x1", "0", "x2", String.valueOf(WIDTH), "y1", "150", "y2", "150");
    }

    private void tick(long millis) {
        double place = (Math.log10((double) millis) - from) / (to - from);
        if (place < 0.03 || place > 0.97) {
            return;
        }
        String at = number(place * WIDTH);
        html.empty("line", "class", "grid", "x1", at, "x2", at, "y1", "8", "y2", String.valueOf(FLOOR));
        html.element(
                "text",
                millis < 1_000 ? millis + " ms" : millis / 1_000 + " s",
                "x",
                at,
                "y",
                "166",
                "text-anchor",
                "middle");
    }

    private void curve(double[] shares, double highest, String side) {
        StringBuilder path = new StringBuilder("M0 " + FLOOR);
        for (int i = 0; i < BINS; i++) {
            double height = highest == 0 ? 0 : shares[i] / highest * (FLOOR - CEILING);
            path.append(" L")
                    .append(number((i + 0.5) / BINS * WIDTH))
                    .append(' ')
                    .append(number(FLOOR - height));
        }
        path.append(" L").append(WIDTH).append(' ').append(FLOOR);
        html.empty("path", "class", "curve " + side, "d", path.toString());
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private void table(Comparison comparison) {
        html.open("table", "class", "figures")
                .element("caption", "From the first attempt to the answer, and the accepted call alone.")
                .open("thead")
                .open("tr")
                .element("td", "");
        List.of("Before", "After", "Change").forEach(column -> html.element("th", column, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        rows("Answer", comparison.before().total(), comparison.after().total());
        rows("Call", comparison.before().call(), comparison.after().call());
        html.close("tbody").close("table");
    }

    private void rows(String what, Latencies before, Latencies after) {
        for (int percent : new int[] {50, 95, 99}) {
            row(what + ", p" + percent, before.percentile(percent), after.percentile(percent));
        }
    }

    private void row(String what, long before, long after) {
        html.open("tr")
                .element("th", what, "scope", "row")
                .element("td", FigureText.millis(before), "class", "number")
                .element("td", FigureText.millis(after), "class", "number")
                .element("td", FigureText.change(before, after), "class", "number")
                .close("tr");
    }
}
