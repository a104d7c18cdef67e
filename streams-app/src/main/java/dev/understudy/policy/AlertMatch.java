package dev.understudy.policy;

import dev.understudy.config.RouteConfig;
import dev.understudy.domain.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a route is for.
 *
 * @param when null for every alert
 */
record AlertMatch(RouteConfig.@Nullable Match when) {
    boolean matches(Alert alert) {
        return when == null
                || ((when.severity().isEmpty() || when.severity().contains(alert.severity()))
                        && any(when.service(), alert.place().service())
                        && any(when.environment(), alert.place().environment())
                        && any(when.tenant(), alert.place().tenant())
                        && any(when.source(), alert.source().type())
                        && all(when.labels(), alert.labels()));
    }

    /** What in an alert that matches makes it match, in words; empty when there are no conditions. */
    List<String> conditions(Alert alert) {
        if (when == null) {
            return List.of();
        }
        List<String> conditions = new ArrayList<>();
        if (!when.severity().isEmpty()) {
            conditions.add("severity " + alert.severity().name().toLowerCase(Locale.ROOT));
        }
        tell(conditions, "service", when.service(), alert.place().service());
        tell(conditions, "environment", when.environment(), alert.place().environment());
        tell(conditions, "tenant", when.tenant(), alert.place().tenant());
        tell(conditions, "source", when.source(), alert.source().type());
        new TreeMap<>(when.labels()).forEach((label, value) -> conditions.add(label + "=" + value));
        return conditions;
    }

    private static void tell(List<String> conditions, String what, Set<String> wanted, @Nullable String actual) {
        if (!wanted.isEmpty()) {
            conditions.add(what + " " + actual);
        }
    }

    private static boolean any(Set<String> wanted, @Nullable String actual) {
        return wanted.isEmpty() || (actual != null && wanted.contains(actual));
    }

    private static boolean all(Map<String, String> wanted, Map<String, String> actual) {
        return wanted.entrySet().stream().allMatch(want -> Objects.equals(actual.get(want.getKey()), want.getValue()));
    }
}
