package dev.understudy.config;

import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook of any shape has its alerts, and what is what in them. Every path is a JSON Pointer (RFC 6901).
 *
 * @param alerts path of the alert, or of the array of them, in the body. Unless set, the whole body
 * @param fields path in the alert of {@code event-id}, {@code fingerprint}, {@code name}, {@code status}, {@code severity},
 *     {@code summary}, {@code description}, {@code starts-at}, {@code ends-at}, {@code service}, {@code environment},
 *     {@code cluster}, {@code resource}, {@code component}, {@code team}, {@code tenant}, {@code group-key} or {@code
 *     generator-url}. Needs {@code fingerprint} unless there are {@code labels}
 * @param labels path of each label in the alert; one that leads to an object takes over its entries under their names
 * @param annotations the same of annotations
 * @param statuses what the words of the source mean, where they are not ours, such as {@code up: resolved}
 * @param severities what the words of the source mean, where they are not ours
 */
public record MappingConfig(
        @Nullable String alerts,
        Map<String, String> fields,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, AlertStatus> statuses,
        Map<String, Severity> severities) {
    /** The fields of an alert that a path can be given for. */
    public static final List<String> FIELDS = List.of(
            "event-id",
            "fingerprint",
            "name",
            "status",
            "severity",
            "summary",
            "description",
            "starts-at",
            "ends-at",
            "service",
            "environment",
            "cluster",
            "resource",
            "component",
            "team",
            "tenant",
            "group-key",
            "generator-url");

    public MappingConfig {
        if (alerts != null) {
            requirePointer(alerts, "alerts");
        }
        fields = Require.ordered(fields);
        for (String field : fields.keySet()) {
            if (!FIELDS.contains(field)) {
                throw new ConfigException("fields." + field, "is no field; expected one of " + FIELDS);
            }
        }
        labels = Require.ordered(labels);
        annotations = Require.ordered(annotations);
        requirePointers(fields, "fields");
        requirePointers(labels, "labels");
        requirePointers(annotations, "annotations");
        statuses = Require.ordered(statuses);
        severities = Require.ordered(severities);
        if (!fields.containsKey("fingerprint") && labels.isEmpty()) {
            throw new ConfigException(
                    "fields.fingerprint", "is missing; expected its path, or labels that tell alerts apart");
        }
    }

    private static void requirePointers(Map<String, String> pointers, String property) {
        pointers.forEach((name, pointer) -> requirePointer(pointer, property + "." + name));
    }

    private static void requirePointer(@Nullable String pointer, String property) {
        if (pointer == null || !isPointer(pointer)) {
            throw new ConfigException(
                    property,
                    "must be a JSON Pointer such as /monitor/name, with ~1 for / and ~0 for ~ in a name, but is "
                            + pointer);
        }
    }

    private static boolean isPointer(String text) {
        // What is left once the two escapes are gone.
        return text.startsWith("/") && text.replaceAll("~[01]", "").indexOf('~') < 0;
    }
}
