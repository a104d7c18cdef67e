package dev.understudy.comparison.gate;

import dev.understudy.comparison.ChangeKind;
import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.golden.GoldenScore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition under which a comparison is a failure, as people write it: {@code severity-lowered}, {@code
 * cost-higher:20}.
 */
public final class FailOn {
    /** All that there are, for the help. */
    public static final List<String> NAMES = Condition.labels();

    private final Condition condition;
    private final double percent;

    private FailOn(Condition condition, double percent) {
        this.condition = condition;
        this.percent = percent;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none, with what was expected
     */
    public static FailOn parse(String text) {
        String[] parts = text.strip().split(":", 2);
        Condition condition = Arrays.stream(Condition.values())
                .filter(one -> one.label().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + parts[0] + "' is no condition; known are " + String.join(", ", NAMES)));
        if (parts.length == 1) {
            return new FailOn(condition, condition.standard());
        }
        if (condition.kind() != null) {
            throw new IllegalArgumentException("'" + text + "': " + parts[0] + " takes no percentage");
        }
        return new FailOn(condition, percent(text, parts[1]));
    }

    private static double percent(String text, String number) {
        try {
            double percent =
                    Double.parseDouble(number.endsWith("%") ? number.substring(0, number.length() - 1) : number);
            if (percent >= 0 && Double.isFinite(percent)) {
                return percent;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected(text), e);
        }
        throw new IllegalArgumentException(expected(text));
    }

    private static String expected(String text) {
        return "'" + text + "': expected a percentage behind the colon, such as 20";
    }

    /** True when it is about the score of a golden set. */
    public boolean needsGolden() {
        return condition == Condition.GOLDEN;
    }

    /** What makes the comparison a failure; empty when nothing does. */
    public Optional<String> failure(Comparison comparison, @Nullable GoldenScore golden) {
        return switch (condition) {
            case SEVERITY_LOWERED, SEVERITY_RAISED, ACTIONABILITY_CHANGED, DEGRADED, MISSING -> shown(comparison);
            case COST_HIGHER ->
                higher(comparison.before().costUsdMicros(), comparison.after().costUsdMicros(), "the cost");
            case LATENCY_HIGHER ->
                higher(
                        comparison.before().total().percentile(95),
                        comparison.after().total().percentile(95),
                        "the latency (p95)");
            case GOLDEN -> golden == null ? Optional.empty() : low(golden);
        };
    }

    private Optional<String> shown(Comparison comparison) {
        ChangeKind kind = condition.kind();
        long count = kind == null ? 0 : comparison.count(kind);
        return count == 0
                ? Optional.empty()
                : Optional.of(condition.label() + ": " + count + (count == 1 ? " alert" : " alerts"));
    }

    private Optional<String> higher(long before, long after, String what) {
        if (after <= before * (1 + percent / 100)) {
            return Optional.empty();
        }
        Double rise = Comparison.risePercent(before, after);
        String by = rise == null ? "was nothing before" : format("rose by %.1f%%", rise);
        return Optional.of(condition.label() + ": " + what + " " + by + format(", allowed are %.1f%%", percent));
    }

    private Optional<String> low(GoldenScore golden) {
        if (golden.expectations() == 0) {
            return Optional.of(condition.label() + ": no answer is about an alert of the golden set");
        }
        return golden.percent() >= percent
                ? Optional.empty()
                : Optional.of(condition.label()
                        + format(": the score is %.1f%%", golden.percent())
                        + format(", expected are %.1f%%", percent));
    }

    private static String format(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
