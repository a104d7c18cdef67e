package dev.understudy.runtime.cost;

import dev.understudy.domain.attempt.ProviderAttempt;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Costs by provider, service or day. For use by one thread. */
public final class CostReport {
    /** Stands for the service of an alert that names none, or that has no answer yet. */
    public static final String NO_SERVICE = "(none)";

    private final CostBy by;
    private final Map<String, CostLine> lines = new TreeMap<>();

    CostReport(CostBy by) {
        this.by = by;
    }

    /** Adds a call; a refusal to call costs nothing and is left out. */
    void add(ProviderAttempt attempt, String service) {
        if (attempt.called()) {
            lines.merge(key(attempt, service), CostLine.NONE.plus(attempt), CostLine::plus);
        }
    }

    private String key(ProviderAttempt attempt, String service) {
        return switch (by) {
            case PROVIDER -> attempt.provider();
            case SERVICE -> service;
            case DAY -> LocalDate.ofInstant(attempt.startedAt(), ZoneOffset.UTC).toString();
        };
    }

    /** What the lines are by. */
    public CostBy by() {
        return by;
    }

    /** The lines, in the order of their names. */
    public Map<String, CostLine> lines() {
        return new TreeMap<>(lines);
    }

    /** All of them together. */
    public CostLine total() {
        return lines.values().stream().reduce(CostLine.NONE, CostLine::plus);
    }
}
