package dev.understudy.runtime;

import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.Installation;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/**
 * What applications are built from.
 *
 * @param roles what this process does
 * @param instanceName name of this process among those that share the work
 * @param installation what the cluster holds of us
 */
public record RunContext(
        UnderstudyConfig config,
        Set<Role> roles,
        String instanceName,
        Installation installation,
        MeterRegistry registry) {

    public RunContext {
        roles = Set.copyOf(roles);
    }
}
