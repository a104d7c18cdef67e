package dev.understudy.metrics;

import dev.understudy.budget.BudgetState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Meters of the daily budgets, as this instance sees them. Thread-safe. */
public final class BudgetMetrics {
    private static final double MICROS = 1_000_000;

    private final MeterRegistry registry;

    public BudgetMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * {@code understudy.budget.limit}, {@code .spent}, {@code .leased}, {@code .left}, in US dollars, and {@code
     * understudy.budget.exhausted}, 1 or 0: by provider, and whether the budget is in shadow mode.
     */
    public void watch(String provider, Supplier<BudgetState> budget) {
        Tags tags = Tags.of(
                "provider", provider, "shadow", Boolean.toString(budget.get().shadow()));
        dollars("limit", "The provider's budget of the day, for all instances", tags, budget, BudgetState::limitMicros);
        dollars("spent", "What this instance spent today, since its start", tags, budget, BudgetState::spentMicros);
        dollars("leased", "What of today's budget is leased to this instance", tags, budget, BudgetState::leasedMicros);
        dollars("left", "What of today's budget is leased to no instance", tags, budget, BudgetState::leftMicros);
        gauge(
                "exhausted",
                "1 while calls are, or in shadow mode would be, refused",
                null,
                tags,
                budget,
                state -> state.exhausted() ? 1 : 0);
    }

    private void dollars(
            String name,
            String description,
            Tags tags,
            Supplier<BudgetState> budget,
            ToLongFunction<BudgetState> micros) {
        gauge(name, description, "usd", tags, budget, state -> micros.applyAsLong(state) / MICROS);
    }

    private void gauge(
            String name,
            String description,
            @Nullable String unit,
            Tags tags,
            Supplier<BudgetState> budget,
            ToDoubleFunction<BudgetState> value) {
        Gauge.builder("understudy.budget." + name, budget, source -> value.applyAsDouble(source.get()))
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
