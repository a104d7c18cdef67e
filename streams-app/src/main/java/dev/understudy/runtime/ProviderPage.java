package dev.understudy.runtime;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.KeyState;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.drill.Drill;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states of the providers as the health page shows them: those of single keys only where there are several. */
final class ProviderPage {
    private ProviderPage() {}

    static Map<String, Object> of(
            List<ProviderState> states, List<Drill> drills, Map<String, Map<String, Object>> budgets) {
        Map<String, Object> page = new LinkedHashMap<>();
        for (ProviderState state : states) {
            Map<String, Object> provider = lines(state.condition(), state.since(), state.reason(), state.nextProbe());
            if (!state.keys().isEmpty()) {
                provider.put("keys", keys(state.keys()));
            }
            if (budgets.containsKey(state.provider())) {
                provider.put("budget", budgets.get(state.provider()));
            }
            page.put(state.provider(), provider);
            drills.stream()
                    .filter(drill -> drill.provider().equals(state.provider()))
                    .forEach(drill -> provider.put("drill", drill.fault().label() + " until " + drill.until()));
        }
        return page;
    }

    private static Map<String, Object> keys(List<KeyState> states) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (KeyState state : states) {
            keys.put(
                    String.valueOf(state.key()),
                    lines(state.condition(), state.since(), state.reason(), state.nextProbe()));
        }
        return keys;
    }

    private static Map<String, Object> lines(
            ProviderState.Condition condition,
            Instant since,
            @Nullable FailureReason reason,
            @Nullable Instant nextProbe) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("condition", condition.name());
        lines.put("since", since.toString());
        if (reason != null) {
            lines.put("reason", reason.label());
        }
        if (nextProbe != null) {
            lines.put("nextProbe", nextProbe.toString());
        }
        return lines;
    }
}
