package dev.understudy.source.vocabulary;

import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.source.json.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about: a field of its own wins, then the first label of a list that is there. {@code job} is in no
 * list: it names the scrape job, such as kube-state-metrics, not the service that suffers.
 */
public final class Places {
    private static final List<String> SERVICE =
            List.of("service", "service_name", "app", "app_kubernetes_io_name", "application");
    private static final List<String> ENVIRONMENT = List.of("environment", "env", "stage");
    private static final List<String> CLUSTER = List.of("cluster", "cluster_name", "k8s_cluster", "datacenter", "site");
    /** From the particular to the general. */
    private static final List<String> RESOURCE = List.of(
            "pod",
            "persistentvolumeclaim",
            "statefulset",
            "deployment",
            "daemonset",
            "job_name",
            "queue",
            "queue_name",
            "topic",
            "dbinstance_identifier",
            "node",
            "nodename",
            "instance",
            "host",
            "hostname");

    private static final List<String> COMPONENT = List.of("component", "container");
    private static final List<String> TEAM = List.of("team", "owner");
    private static final List<String> TENANT = List.of("tenant");

    private Places() {}

    public static AlertPlace read(Fields fields, Map<String, String> labels) {
        return new AlertPlace(
                first(fields, "service", labels, SERVICE),
                first(fields, "environment", labels, ENVIRONMENT),
                first(fields, "cluster", labels, CLUSTER),
                first(fields, "resource", labels, RESOURCE),
                first(fields, "component", labels, COMPONENT),
                first(fields, "team", labels, TEAM),
                first(fields, "tenant", labels, TENANT));
    }

    private static @Nullable String first(
            Fields fields, String name, Map<String, String> labels, List<String> candidates) {
        String own = fields.text(name);
        return own != null ? own : Labels.first(labels, candidates);
    }
}
