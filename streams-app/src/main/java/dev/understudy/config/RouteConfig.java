package dev.understudy.config;

import dev.understudy.domain.alert.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts go to which chain of providers. The first route that matches applies.
 *
 * @param name for records and logs; each once, without {@code /}; {@code default} only without {@code when}. Unless
 *     set, {@code route-} and its position
 * @param when what an alert must match. Unless set, every alert does
 * @param chain providers, each once, in the order in which they are asked unless {@code order} says otherwise
 * @param confined whether no provider outside the chain sees these alerts, whatever {@code larger-window} says
 * @param order in which order the chain is asked
 * @param weights with {@code order: weighted} a whole number from 1 for each provider of the chain; else nothing
 * @param storm another chain for while many requests wait; with {@code confined} it names no provider outside {@code
 *     chain}
 */
public record RouteConfig(
        @Nullable String name,
        @Nullable Match when,
        List<String> chain,
        Boolean confined,
        RouteOrder order,
        Map<String, Integer> weights,
        @Nullable StormConfig storm) {
    /** Name of the route of alerts that match no other. */
    public static final String DEFAULT_NAME = "default";
    /** Stands between the name of a route and that of its storm chain. */
    public static final char NAME_SEPARATOR = '/';

    public RouteConfig {
        chain = requireChain(chain);
        confined = Require.orElse(confined, false);
        order = Require.orElse(order, RouteOrder.CHAIN);
        weights = Require.ordered(weights);
        if (name != null && name.indexOf(NAME_SEPARATOR) >= 0) {
            throw new ConfigException("name", "must not have a " + NAME_SEPARATOR + " in it, but is " + name);
        }
        requireWeights(order, chain, weights);
        if (confined && storm != null) {
            requireWithin(chain, storm.chain());
        }
    }

    /** Its name, or what it is called by its position in the configuration, counted from 0. */
    public String nameAt(int position) {
        return name == null ? "route-" + (position + 1) : name;
    }

    /** A route for every alert that asks these providers in the order given. */
    public static RouteConfig toAll(String name, List<String> chain) {
        return new RouteConfig(name, null, chain, false, RouteOrder.CHAIN, Map.of(), null);
    }

    static List<String> requireChain(@Nullable List<String> chain) {
        List<String> names = List.copyOf(Require.orElse(chain, List.of()));
        if (names.isEmpty()) {
            throw new ConfigException("chain", "is empty; expected the name of at least one provider");
        }
        Set<String> seen = new HashSet<>();
        for (String provider : names) {
            if (!seen.add(provider)) {
                throw new ConfigException("chain", "names " + provider + " twice");
            }
        }
        return names;
    }

    private static void requireWithin(List<String> chain, List<String> storm) {
        for (String provider : storm) {
            if (!chain.contains(provider)) {
                throw new ConfigException(
                        "storm.chain",
                        "names " + provider + ", which is not in the chain " + chain + " of this confined route");
            }
        }
    }

    private static void requireWeights(RouteOrder order, List<String> chain, Map<String, Integer> weights) {
        if (order != RouteOrder.WEIGHTED) {
            if (!weights.isEmpty()) {
                throw new ConfigException(
                        "weights",
                        "is set, but order is " + order.name().toLowerCase(Locale.ROOT) + "; expected order: weighted");
            }
            return;
        }
        for (String provider : chain) {
            Require.positive(
                    Require.present(weights.get(provider), "weights." + provider, "a whole number, such as 80"),
                    "weights." + provider);
        }
        for (String provider : weights.keySet()) {
            if (!chain.contains(provider)) {
                throw new ConfigException("weights." + provider, "names no provider of the chain " + chain);
            }
        }
    }

    /**
     * Conditions on an alert, all of which must hold; an empty one always holds.
     *
     * @param severity any of these
     * @param service any of these
     * @param environment any of these
     * @param tenant any of these
     * @param source any of these kinds of source, such as {@code alertmanager}
     * @param labels each of these labels with this value
     */
    public record Match(
            Set<Severity> severity,
            Set<String> service,
            Set<String> environment,
            Set<String> tenant,
            Set<String> source,
            Map<String, String> labels) {

        public Match {
            severity = Set.copyOf(Require.orElse(severity, Set.of()));
            service = Set.copyOf(Require.orElse(service, Set.of()));
            environment = Set.copyOf(Require.orElse(environment, Set.of()));
            tenant = Set.copyOf(Require.orElse(tenant, Set.of()));
            source = Set.copyOf(Require.orElse(source, Set.of()));
            labels = Map.copyOf(Require.orElse(labels, Map.of()));
        }
    }
}
