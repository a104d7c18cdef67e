package dev.understudy.config;

import dev.understudy.domain.alert.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts go to which chain of providers. The first route that matches applies.
 *
 * @param name for records and logs; null means the position of the route
 * @param when what an alert must match; null matches every alert
 * @param chain names of providers, in the order in which they are asked
 * @param confined whether no provider outside the chain may see these alerts, whatever {@code larger-window} names
 */
public record RouteConfig(@Nullable String name, @Nullable Match when, List<String> chain, Boolean confined) {

    public RouteConfig {
        chain = List.copyOf(Require.orElse(chain, List.of()));
        confined = Require.orElse(confined, false);
        if (chain.isEmpty()) {
            throw new ConfigException("chain", "is empty; expected the name of at least one provider");
        }
        Set<String> seen = new HashSet<>();
        for (String provider : chain) {
            if (!seen.add(provider)) {
                throw new ConfigException("chain", "names " + provider + " twice");
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
     * @param source any of these kinds of source, such as alertmanager
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
