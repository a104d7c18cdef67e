package dev.understudy.policy;

import dev.understudy.config.RouteConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The routes in force: the first that matches an alert applies, and all providers in their order where none does. */
public final class Routes {
    /** Name of the route of alerts that match no other. */
    public static final String DEFAULT = "default";

    private record Rule(Route route, RouteConfig.@Nullable Match when) {}

    private final List<Rule> rules;
    private final Route fallThrough;

    private Routes(List<Rule> rules, Route fallThrough) {
        this.rules = rules;
        this.fallThrough = fallThrough;
    }

    /** The routes of a configuration. */
    public static Routes of(UnderstudyConfig config) {
        Map<String, String> largerWindows = new HashMap<>();
        config.providers().forEach((name, provider) -> {
            if (provider.largerWindow() != null) {
                largerWindows.put(name, provider.largerWindow());
            }
        });
        List<Rule> rules = new ArrayList<>();
        for (RouteConfig route : config.routes()) {
            String name = route.name() == null ? "route-" + (rules.size() + 1) : route.name();
            Map<String, String> windows = new HashMap<>(largerWindows);
            if (route.confined()) {
                windows.values().retainAll(route.chain());
            }
            rules.add(new Rule(new Route(name, route.chain(), windows), route.when()));
        }
        return new Routes(
                rules, new Route(DEFAULT, List.copyOf(config.providers().keySet()), largerWindows));
    }

    /** The route that applies to an alert. */
    public Route forAlert(Alert alert) {
        for (Rule rule : rules) {
            if (rule.when() == null || matches(rule.when(), alert)) {
                return rule.route();
            }
        }
        return fallThrough;
    }

    /** The route that a request began with, or the one that applies now when the configuration no longer has it. */
    public Route named(String name, Alert alert) {
        for (Rule rule : rules) {
            if (rule.route().name().equals(name)) {
                return rule.route();
            }
        }
        return forAlert(alert);
    }

    /** What in an alert makes its route apply: its conditions, in words; empty when it has none. */
    public List<String> because(Alert alert) {
        for (Rule rule : rules) {
            if (rule.when() == null) {
                return List.of();
            }
            if (matches(rule.when(), alert)) {
                return conditions(rule.when(), alert);
            }
        }
        return List.of();
    }

    private static List<String> conditions(RouteConfig.Match when, Alert alert) {
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

    private static boolean matches(RouteConfig.Match when, Alert alert) {
        return (when.severity().isEmpty() || when.severity().contains(alert.severity()))
                && any(when.service(), alert.place().service())
                && any(when.environment(), alert.place().environment())
                && any(when.tenant(), alert.place().tenant())
                && any(when.source(), alert.source().type())
                && all(when.labels(), alert.labels());
    }

    private static boolean any(Set<String> wanted, @Nullable String actual) {
        return wanted.isEmpty() || (actual != null && wanted.contains(actual));
    }

    private static boolean all(Map<String, String> wanted, Map<String, String> actual) {
        return wanted.entrySet().stream().allMatch(want -> Objects.equals(actual.get(want.getKey()), want.getValue()));
    }
}
