package dev.understudy.comparison.gate;

import dev.understudy.comparison.ChangeKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can make a comparison a failure. */
enum Condition {
    SEVERITY_LOWERED(ChangeKind.SEVERITY_LOWERED),
    SEVERITY_RAISED(ChangeKind.SEVERITY_RAISED),
    ACTIONABILITY_CHANGED(ChangeKind.ACTIONABILITY),
    DEGRADED(ChangeKind.DEGRADED),
    MISSING(ChangeKind.MISSING),
    COST_HIGHER("cost-higher", 0),
    LATENCY_HIGHER("latency-higher", 10),
    GOLDEN("golden", 100);

    private final String label;
    private final @Nullable ChangeKind kind;
    private final double standard;

    /** Holds when one pair shows the change. */
    Condition(ChangeKind kind) {
        this.label = kind.label();
        this.kind = kind;
        this.standard = 0;
    }

    /** Holds beyond a percentage. */
    Condition(String label, double standard) {
        this.label = label;
        this.kind = null;
        this.standard = standard;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Condition::label).toList();
    }

    String label() {
        return label;
    }

    /** The change that it is about; null for one with a percentage. */
    @Nullable
    ChangeKind kind() {
        return kind;
    }

    /** The percentage when none is given. */
    double standard() {
        return standard;
    }
}
