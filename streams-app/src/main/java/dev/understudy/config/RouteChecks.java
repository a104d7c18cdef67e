package dev.understudy.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a route must find outside of itself. */
final class RouteChecks {
    private final Map<String, ProviderConfig> providers;
    private final InFlightConfig inFlight;

    RouteChecks(Map<String, ProviderConfig> providers, InFlightConfig inFlight) {
        this.providers = providers;
        this.inFlight = inFlight;
    }

    void require(List<RouteConfig> routes) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            String path = "routes[" + i + "]";
            RouteConfig route = routes.get(i);
            String other = named.put(route.nameAt(i), path);
            if (other != null) {
                throw new ConfigException(path + ".name", "is " + route.nameAt(i) + ", the name of " + other + " too");
            }
            if (route.when() != null && route.nameAt(i).equals(RouteConfig.DEFAULT_NAME)) {
                throw new ConfigException(
                        path + ".name",
                        "is default, the name of what matches no route; expected another name, or a route without when");
            }
            known(path + ".chain", route.chain());
            if (route.order() == RouteOrder.CHEAPEST) {
                priced(path, route.chain());
            }
            StormConfig storm = route.storm();
            if (storm != null) {
                known(path + ".storm.chain", storm.chain());
                reached(path + ".storm.queued", storm.queued());
            }
        }
    }

    private void known(String path, List<String> chain) {
        for (String provider : chain) {
            if (!providers.containsKey(provider)) {
                throw new ConfigException(
                        path, "names " + provider + ", which is not among providers " + providers.keySet());
            }
        }
    }

    private void priced(String path, List<String> chain) {
        providers.forEach((name, provider) -> {
            if (chain.contains(name) && provider.price() == null) {
                throw new ConfigException(
                        "providers." + name + ".price",
                        "is missing; expected one, since " + path + ".order is cheapest and its chain names " + name);
            }
        });
    }

    private void reached(String path, int queued) {
        if (queued >= inFlight.maxQueued()) {
            throw new ConfigException(
                    path, "must be less than in-flight.max-queued (" + inFlight.maxQueued() + "), but is " + queued);
        }
    }
}
