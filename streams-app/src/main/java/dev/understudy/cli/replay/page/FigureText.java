package dev.understudy.cli.replay.page;

import dev.understudy.comparison.Comparison;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
public final class FigureText {
    /** What stands where nothing is known. */
    public static final String NONE = "-";

    private FigureText() {}

    /** A number with its thousands apart. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Millionths of a US dollar as dollars: with two decimals from a dollar on, with four below. */
    public static String dollars(@Nullable Long micros) {
        if (micros == null) {
            return NONE;
        }
        return String.format(Locale.ROOT, Math.abs(micros) >= 1_000_000 ? "$%,.2f" : "$%.4f", micros / 1e6);
    }

    /** A time: in milliseconds below a second, else in seconds. */
    public static String millis(@Nullable Long millis) {
        if (millis == null) {
            return NONE;
        }
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%,.1f s", millis / 1e3);
    }

    /** By how much a figure changed, with its sign. */
    public static String change(long before, long after) {
        if (before == after) {
            return "same";
        }
        Double percent = Comparison.risePercent(before, after);
        return percent == null ? "from 0" : String.format(Locale.ROOT, "%+.1f%%", percent);
    }

    /** A share in percent. Only all of them are 100%. */
    public static String percent(double percent) {
        return percent >= 100 ? "100%" : String.format(Locale.ROOT, "%.1f%%", Math.min(99.9, percent));
    }
}
