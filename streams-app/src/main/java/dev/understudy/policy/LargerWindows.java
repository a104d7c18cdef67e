package dev.understudy.policy;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.alert.Alert;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who is asked before a provider for which a prompt is too long by estimate, so that nothing is cut out of the alert.
 *
 * @param edges from each provider to the one with the larger window
 * @param windows bytes of UTF-8 of a prompt that each provider takes
 */
record LargerWindows(Map<String, String> edges, Map<String, Long> windows) {
    /** The edges that a configuration names. */
    static LargerWindows of(Map<String, ProviderConfig> providers) {
        Map<String, String> edges = new HashMap<>();
        Map<String, Long> windows = new HashMap<>();
        providers.forEach((name, provider) -> {
            windows.put(
                    name,
                    provider.bytesPerToken()
                            .multiply(BigDecimal.valueOf(provider.maxInputTokens()))
                            .longValue());
            if (provider.largerWindow() != null) {
                edges.put(name, provider.largerWindow());
            }
        });
        return new LargerWindows(edges, windows);
    }

    /** Without those that lead out of a chain. */
    LargerWindows within(List<String> chain) {
        Map<String, String> confined = new HashMap<>(edges);
        confined.values().retainAll(chain);
        return new LargerWindows(confined, windows);
    }

    /** The order with the larger window before each provider that the alert is too long for. */
    List<String> inFront(List<String> order, Alert alert) {
        Map<String, String> tooSmall = tooSmall(order, alert);
        return tooSmall.isEmpty()
                ? order
                : order.stream()
                        .flatMap(provider -> Stream.of(tooSmall.getOrDefault(provider, provider), provider))
                        .distinct()
                        .toList();
    }

    /** Those of the order that the alert is too long for, in order, each with the one that is asked before it. */
    Map<String, String> tooSmall(List<String> order, Alert alert) {
        if (order.stream().noneMatch(edges::containsKey)) {
            return Map.of();
        }
        long bytes = PromptEstimate.bytes(alert);
        Map<String, String> tooSmall = new LinkedHashMap<>();
        for (String provider : order) {
            String fitting = provider;
            while (bytes > windows.getOrDefault(fitting, Long.MAX_VALUE) && edges.containsKey(fitting)) {
                fitting = edges.getOrDefault(fitting, fitting);
            }
            if (!fitting.equals(provider)) {
                tooSmall.put(provider, fitting);
            }
        }
        return tooSmall;
    }
}
