package dev.understudy.demo.screen;

import java.time.Duration;
import java.util.List;

/**
 * The state of the show at one moment.
 *
 * @param elapsed since the first act began
 */
public record Scene(
        int act, Duration elapsed, List<ProviderLine> providers, int sent, Waits waits, Degradations degradations) {
    public Scene {
        providers = List.copyOf(providers);
    }

    /**
     * A provider.
     *
     * @param condition what it does to its callers
     * @param answered alerts that its model answered
     */
    public record ProviderLine(String name, boolean up, String condition, int answered) {}

    /** Requests that were parked at least once, and those of them that are without a last word. */
    public record Waits(int parked, int waiting) {}

    /** Alerts first answered without a model, and those of them that had their last word since. */
    public record Degradations(int degraded, int upgraded) {}

    int enriched() {
        return providers.stream().mapToInt(ProviderLine::answered).sum();
    }
}
