package dev.understudy.config;

import java.util.List;

/**
 * Another chain for the alerts that are taken on while many wait.
 *
 * @param chain providers, in the order in which they are asked, whatever the order of the route. A request keeps the
 *     chain that it began with
 * @param queued it applies to alerts that are taken on while more requests than this wait for permits in the instance;
 *     less than {@code in-flight.max-queued}
 */
public record StormConfig(List<String> chain, Integer queued) {
    public StormConfig {
        chain = RouteConfig.requireChain(chain);
        Require.positive(Require.present(queued, "queued", "a number of waiting requests, such as 200"), "queued");
    }
}
