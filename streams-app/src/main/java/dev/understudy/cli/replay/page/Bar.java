package dev.understudy.cli.replay.page;

import java.util.Locale;

/** A bar as wide as its share of the widest one. It repeats a number that stands beside it. */
final class Bar {
    private Bar() {}

    static Html of(long value, long widest, String side) {
        double width = widest == 0 ? 0 : Math.max(value == 0 ? 0 : 0.6, value * 100.0 / widest);
        return new Html()
                .open(
                        "svg",
                        "class",
                        "bar",
                        "viewBox",
                        "0 0 100 8",
                        "preserveAspectRatio",
                        "none",
                        "aria-hidden",
                        "true")
                .empty(
                        "rect",
                        "class",
                        side,
                        "width",
                        String.format(Locale.ROOT, "%.2f", Math.min(100, width)),
                        "height",
                        "8")
                .close("svg");
    }
}
