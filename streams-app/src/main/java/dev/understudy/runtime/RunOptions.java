package dev.understudy.runtime;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How this process runs.
 *
 * @param keepMembership stay in the group on shutdown, so that a restart under the same name moves no work
 * @param grace longest wait for a clean end
 * @param namespace under which names
 */
public record RunOptions(Set<Role> roles, boolean keepMembership, Duration grace, Namespace namespace) {

    public RunOptions {
        roles = Set.copyOf(roles);
    }

    /** Under the standard names. */
    public RunOptions(Set<Role> roles, boolean keepMembership, Duration grace) {
        this(roles, keepMembership, grace, Namespace.STANDARD);
    }

    /** The roles that are Kafka Streams applications. */
    Set<Role> applications() {
        return roles.stream().filter(Role::isApplication).collect(Collectors.toUnmodifiableSet());
    }
}
