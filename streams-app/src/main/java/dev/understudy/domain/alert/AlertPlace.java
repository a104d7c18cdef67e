package dev.understudy.domain.alert;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an alert is about and who owns it; every part is null when the source does not say. */
public record AlertPlace(
        @Nullable String service,
        @Nullable String environment,
        @Nullable String cluster,
        @Nullable String resource,
        @Nullable String component,
        @Nullable String team,
        @Nullable String tenant) {
    /** A place of which nothing is known. */
    public static final AlertPlace NOWHERE = new AlertPlace(null, null, null, null, null, null, null);

    /** What is known of it but for the tenant, from the service to the team; null where nothing is. */
    public List<@Nullable String> parts() {
        return Arrays.asList(service, environment, cluster, resource, component, team);
    }
}
