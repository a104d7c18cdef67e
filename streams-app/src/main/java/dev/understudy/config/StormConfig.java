package dev.understudy.config;

import java.util.List;

/**
 * Another chain for the alerts that are taken on while many wait.
 *
 * @param chain names of providers, in the order in which they are asked, whatever the order of the route
 * @param queued it applies when more requests than this wait for permits in the instance
 */
public record StormConfig(List<String> chain, Integer queued) {
    public StormConfig {
        chain = RouteConfig.requireChain(chain);
        Require.positive(Require.present(queued, "queued", "a number of waiting requests, such as 200"), "queued");
    }
}
