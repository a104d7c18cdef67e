package dev.understudy.redaction;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Copies an alert with each of its texts masked. What identifies it stays. */
final class AlertCopy {
    private final Masking masking;

    private AlertCopy(Masking masking) {
        this.masking = masking;
    }

    static Alert of(Alert alert, Masking masking) {
        return new AlertCopy(masking).copy(alert);
    }

    private Alert copy(Alert alert) {
        return new Alert(
                alert.eventId(),
                alert.fingerprint(),
                masking.text(alert.name()),
                alert.status(),
                alert.severity(),
                optional(alert.severityRaw()),
                masking.text(alert.summary()),
                masking.text(alert.description()),
                source(alert.source()),
                alert.times(),
                entries(alert.labels()),
                entries(alert.annotations()),
                values(alert.values()),
                place(alert.place()),
                delivery(alert.delivery()),
                links(alert.links()));
    }

    private @Nullable String optional(@Nullable String text) {
        return text == null ? null : masking.text(text);
    }

    private AlertSource source(AlertSource source) {
        return new AlertSource(masking.text(source.type()), optional(source.instance()), optional(source.receiver()));
    }

    private AlertPlace place(AlertPlace place) {
        return new AlertPlace(
                optional(place.service()),
                optional(place.environment()),
                optional(place.cluster()),
                optional(place.resource()),
                optional(place.component()),
                optional(place.team()),
                place.tenant());
    }

    /** The raw payload is in no prompt and no answer. */
    private AlertDelivery delivery(AlertDelivery delivery) {
        return new AlertDelivery(
                optional(delivery.groupKey()),
                optional(delivery.notificationReason()),
                optional(delivery.generatorUrl()),
                null);
    }

    private List<Link> links(List<Link> links) {
        return links.stream()
                .map(link -> new Link(masking.text(link.rel()), masking.text(link.href()), masking.text(link.text())))
                .toList();
    }

    /** In the order of the names, so that equal alerts get equal placeholders. */
    private Map<String, String> entries(Map<String, String> entries) {
        Map<String, String> copy = new LinkedHashMap<>();
        new TreeMap<>(entries)
                .forEach((name, value) -> copy.putIfAbsent(masking.text(name), masking.value(name, value)));
        return copy;
    }

    private Map<String, Double> values(Map<String, Double> values) {
        Map<String, Double> copy = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((name, value) -> copy.putIfAbsent(masking.text(name), value));
        return copy;
    }
}
