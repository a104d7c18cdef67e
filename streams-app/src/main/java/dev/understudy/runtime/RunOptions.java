package dev.understudy.runtime;

import dev.understudy.config.Role;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How this process runs.
 *
 * @param keepMembership stay in the group on shutdown, so that a restart under the same name moves no work
 * @param grace longest wait for a clean end
 */
public record RunOptions(Set<Role> roles, boolean keepMembership, Duration grace) {

    public RunOptions {
        roles = Set.copyOf(roles);
    }

    /** The roles that are Kafka Streams applications. */
    Set<Role> applications() {
        return roles.stream().filter(Role::isApplication).collect(Collectors.toUnmodifiableSet());
    }
}
