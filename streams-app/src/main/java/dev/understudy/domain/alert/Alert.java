package dev.understudy.domain.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state change of one alert, as its source sent it. Immutable; embedded unchanged in every answer.
 *
 * @param eventId identifier the source gave this delivery, or one derived from the record position
 * @param fingerprint identity of the alert across firing and resolved, at most 255 characters
 * @param name rule or monitor name
 * @param severityRaw severity as the source spelled it
 * @param labels identifying labels, verbatim
 * @param annotations other text, verbatim
 * @param values measured values by name
 */
public record Alert(
        String eventId,
        String fingerprint,
        String name,
        AlertStatus status,
        Severity severity,
        @Nullable String severityRaw,
        String summary,
        String description,
        AlertSource source,
        AlertTimes times,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, Double> values,
        AlertPlace place,
        AlertDelivery delivery,
        List<Link> links) {

    public Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        values = Map.copyOf(values);
        links = List.copyOf(links);
    }

    /** The Kafka key of every record about this alert. */
    public AlertKey key() {
        return AlertKey.of(place.tenant(), fingerprint);
    }

    /** Annotations that are not the summary or the description once more. */
    public Map<String, String> otherAnnotations() {
        Map<String, String> others = new HashMap<>(annotations);
        others.values().removeAll(List.of(summary, description));
        return others;
    }

    /** The same at other times. */
    public Alert withTimes(AlertTimes other) {
        return new Alert(
                eventId,
                fingerprint,
                name,
                status,
                severity,
                severityRaw,
                summary,
                description,
                source,
                other,
                labels,
                annotations,
                values,
                place,
                delivery,
                links);
    }
}
