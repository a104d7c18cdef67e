package dev.understudy.policy;

import dev.understudy.config.PriceConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RouteConfig;
import dev.understudy.config.StormConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.request.EnrichmentRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The routes in force: the first that matches an alert applies, and all providers in their order where none does.
 * Thread-safe.
 */
public final class Routes {
    /** Name of the route of alerts that match no other. */
    public static final String DEFAULT = RouteConfig.DEFAULT_NAME;

    private static final String STORM = RouteConfig.NAME_SEPARATOR + "storm";

    private record Plan(Route route, ChainOrder order, LargerWindows windows) {
        Route of(String requestId, Alert alert) {
            return route.with(windows.inFront(order.of(requestId, alert), alert));
        }
    }

    private record Rule(
            RouteConfig config,
            AlertMatch match,
            Plan plan,
            @Nullable Plan storm) {
        Plan begin(int waiting) {
            StormConfig many = config.storm();
            return many != null && storm != null && waiting > many.queued() ? storm : plan;
        }
    }

    private final List<Rule> rules;
    private final Rule fallThrough;
    private final Map<String, String> models = new HashMap<>();

    private Routes(List<Rule> rules, Rule fallThrough, Map<String, ProviderConfig> providers) {
        this.rules = rules;
        this.fallThrough = fallThrough;
        providers.forEach((name, provider) -> models.put(name, provider.model()));
    }

    /** The routes of a configuration, where no provider's pace is known. */
    public static Routes of(UnderstudyConfig config) {
        return of(config, Pace.UNKNOWN);
    }

    /** The routes of a configuration. */
    public static Routes of(UnderstudyConfig config, Pace pace) {
        List<Rule> rules = new ArrayList<>();
        for (RouteConfig route : config.routes()) {
            rules.add(rule(route.nameAt(rules.size()), route, config, pace));
        }
        List<String> all = List.copyOf(config.providers().keySet());
        return new Routes(rules, rule(DEFAULT, RouteConfig.toAll(DEFAULT, all), config, pace), config.providers());
    }

    private static Rule rule(String name, RouteConfig route, UnderstudyConfig config, Pace pace) {
        LargerWindows all = LargerWindows.of(config.providers());
        LargerWindows windows = route.confined() ? all.within(route.chain()) : all;
        StormConfig storm = route.storm();
        return new Rule(
                route,
                new AlertMatch(route.when()),
                new Plan(new Route(name, route.chain(), windows.edges()), order(route, config, pace), windows),
                storm == null
                        ? null
                        : new Plan(
                                new Route(name + STORM, storm.chain(), windows.edges()),
                                ChainOrder.asListed(storm.chain()),
                                windows));
    }

    private static ChainOrder order(RouteConfig route, UnderstudyConfig config, Pace pace) {
        return switch (route.order()) {
            case CHAIN -> ChainOrder.asListed(route.chain());
            case WEIGHTED -> new WeightedOrder(route.chain(), route.weights());
            case CHEAPEST -> cheapest(route, config);
            case FASTEST -> new FastestOrder(route.chain(), pace);
        };
    }

    private static CheapestOrder cheapest(RouteConfig route, UnderstudyConfig config) {
        Map<String, PriceConfig> prices = new HashMap<>();
        config.providers().forEach((provider, settings) -> {
            if (settings.price() != null) {
                prices.put(provider, settings.price());
            }
        });
        return new CheapestOrder(route.chain(), prices);
    }

    /** Who is asked on the way of this name: it, and each provider of its chain as listed, with the model. */
    public List<String> asked(String name, Alert alert) {
        Route route = named(name, alert).route();
        return Stream.concat(
                        Stream.of(route.name()),
                        route.chain().stream().map(provider -> provider + "=" + models.get(provider)))
                .toList();
    }

    /**
     * The name of the chain that a request for this alert begins with, and keeps whoever owns it later.
     *
     * @param waiting requests that wait for permits in this instance
     */
    public String nameFor(Alert alert, int waiting) {
        return ruleFor(alert).begin(waiting).route().name();
    }

    /**
     * The chain of a request in the order in which it is asked now: of the route that it began with, or of the one that
     * applies when the configuration no longer has that.
     */
    public Route of(EnrichmentRequest request) {
        return named(request.progress().route(), request.alert()).of(request.id(), request.alert());
    }

    private Plan named(String name, Alert alert) {
        boolean inStorm = name.endsWith(STORM);
        String route = inStorm ? name.substring(0, name.length() - STORM.length()) : name;
        for (Rule rule : rules) {
            // A name may have come to mean another route, which must not get what it does not match.
            if (rule.plan().route().name().equals(route) && rule.match().matches(alert)) {
                return inStorm && rule.storm() != null ? rule.storm() : rule.plan();
            }
        }
        return ruleFor(alert).plan();
    }

    /** Which chain an alert gets, and why; no request is made. */
    public RouteExplanation explain(Alert alert) {
        Rule rule = ruleFor(alert);
        Plan plan = rule.plan();
        List<String> order = plan.route().chain();
        long tokens = PromptEstimate.tokens(alert);
        Map<String, Long> micros = new LinkedHashMap<>();
        if (plan.order() instanceof CheapestOrder cheapest) {
            order = cheapest.of("", alert);
            order.forEach(provider -> micros.put(provider, cheapest.micros(provider, tokens)));
        }
        return new RouteExplanation(
                rule.config(),
                rule.match().conditions(alert),
                plan.route().with(plan.windows().inFront(order, alert)),
                tokens,
                plan.windows().tooSmall(order, alert),
                micros);
    }

    private Rule ruleFor(Alert alert) {
        return rules.stream()
                .filter(rule -> rule.match().matches(alert))
                .findFirst()
                .orElse(fallThrough);
    }
}
