package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.ShapeException;
import dev.understudy.source.json.Times;
import dev.understudy.source.vocabulary.Fingerprints;
import dev.understudy.source.vocabulary.Labels;
import dev.understudy.source.vocabulary.Links;
import dev.understudy.source.vocabulary.Places;
import dev.understudy.source.vocabulary.Severities;
import dev.understudy.source.vocabulary.Statuses;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert in JSON. Our own fields and those of Alertmanager are read side by side: a field of the alert wins, then
 * what its labels and annotations say, then what stands around it.
 *
 * @param fields the JSON object
 * @param envelope what stands around it
 * @param origin position of this alert
 * @param receivedAt time of reading, in milliseconds of precision
 */
record AlertElement(Fields fields, Envelope envelope, RecordRef origin, Instant receivedAt) {
    private static final List<String> NAME = List.of("alertname");
    private static final List<String> SEVERITY = List.of("severity", "priority", "level");
    private static final List<String> SUMMARY = List.of("summary", "title");
    private static final List<String> DESCRIPTION = List.of("description");
    /** The longer text when there is a summary, else the summary. */
    private static final List<String> MESSAGE = List.of("message");

    private static final String NAMELESS = "unnamed";

    /** The alert, or a {@link ShapeException} that says why it is none. */
    Alert read() {
        Map<String, String> labels = fields.texts("labels");
        Map<String, String> annotations = fields.texts("annotations");
        String severity = or(fields.text("severity"), Labels.first(labels, SEVERITY));
        String name = or(fields.text("name"), Labels.first(labels, NAME));
        String generatorUrl = fields.text("generatorUrl", "generatorURL");
        String summary = or(fields.text("summary"), Labels.first(annotations, SUMMARY));
        String description = or(fields.text("description"), Labels.first(annotations, DESCRIPTION));
        String message = Labels.first(annotations, MESSAGE);
        Instant endsAt = Times.read(fields, "endsAt");
        AlertStatus status = status(endsAt);
        CloudEvent event = envelope.event();
        return new Alert(
                eventId(event),
                fingerprint(labels, name),
                orElse(or(name, event == null ? null : event.type()), NAMELESS),
                status,
                Severities.of(severity),
                or(fields.text("severityRaw"), severity),
                orElse(or(summary, message), ""),
                orElse(or(description, summary == null ? null : message), ""),
                source(),
                times(status, endsAt, event),
                labels,
                annotations,
                fields.numbers("values"),
                place(labels, event),
                delivery(generatorUrl),
                Links.read(fields, annotations, generatorUrl));
    }

    private String eventId(@Nullable CloudEvent event) {
        String own = or(fields.text("eventId"), event == null ? null : event.id());
        return orElse(or(own, fields.text("id")), RequestIds.requestId(origin));
    }

    /** Without one: that of the labels, as Prometheus has it; a name of its own counts as the label alertname. */
    private String fingerprint(Map<String, String> labels, @Nullable String name) {
        String own = fields.text("fingerprint");
        if (own != null) {
            return Fingerprints.fitting(own);
        }
        if (labels.values().stream().allMatch(String::isEmpty)) {
            throw new ShapeException(
                    UnreadableReason.NO_IDENTITY, fields.path() + " has neither a fingerprint nor labels");
        }
        Map<String, String> identity = new HashMap<>(labels);
        if (name != null) {
            identity.putIfAbsent("alertname", name);
        }
        return Fingerprints.of(identity);
    }

    /** Alertmanager's API takes alerts without a status: they have ended when their end has passed. */
    private AlertStatus status(@Nullable Instant endsAt) {
        JsonNode node = fields.value("status");
        String text = node != null && node.isObject()
                ? Fields.of(node, fields.pathOf("status")).text("state")
                : fields.text("status");
        if (text == null) {
            return endsAt == null || endsAt.isAfter(receivedAt) ? AlertStatus.FIRING : AlertStatus.RESOLVED;
        }
        return Statuses.of(text);
    }

    /** The end that an open alert has in the future is the time-out of its sender, not an end. */
    private AlertTimes times(AlertStatus status, @Nullable Instant endsAt, @Nullable CloudEvent event) {
        boolean resolved = status == AlertStatus.RESOLVED;
        Instant happened = event == null ? null : event.time();
        Instant start = Times.read(fields, "startsAt");
        Instant end = !resolved && endsAt != null && endsAt.isAfter(receivedAt) ? null : endsAt;
        return new AlertTimes(
                start == null && !resolved ? happened : start, end == null && resolved ? happened : end, receivedAt);
    }

    private AlertSource source() {
        if (envelope.type() != null) {
            return new AlertSource(envelope.type(), envelope.instance(), envelope.receiver());
        }
        boolean ours = !fields.has("labels") || fields.has("name") || fields.has("eventId") || fields.has("source");
        String type = ours ? "native" : "alertmanager";
        JsonNode node = fields.value("source");
        if (node == null || !node.isObject()) {
            return new AlertSource(type, fields.text("source"), or(fields.text("receiver"), firstReceiver()));
        }
        Fields source = Fields.of(node, fields.pathOf("source"));
        String own = source.text("type");
        return new AlertSource(own == null ? type : own, source.text("instance"), source.text("receiver"));
    }

    /** Alertmanager's API names all receivers of an alert that it is asked for. */
    private @Nullable String firstReceiver() {
        List<JsonNode> receivers = fields.array("receivers");
        return receivers.isEmpty()
                ? null
                : Fields.of(receivers.get(0), fields.pathOf("receivers") + "[0]")
                        .text("name");
    }

    private AlertPlace place(Map<String, String> labels, @Nullable CloudEvent event) {
        AlertPlace place = Places.read(fields, labels);
        return event == null || place.resource() != null
                ? place
                : new AlertPlace(
                        place.service(),
                        place.environment(),
                        place.cluster(),
                        event.subject(),
                        place.component(),
                        place.team(),
                        place.tenant());
    }

    private AlertDelivery delivery(@Nullable String generatorUrl) {
        return new AlertDelivery(
                or(fields.text("groupKey"), envelope.groupKey()),
                or(fields.text("notificationReason"), envelope.notificationReason()),
                generatorUrl,
                null);
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first != null ? first : second;
    }

    private static String orElse(@Nullable String text, String fallback) {
        return text == null ? fallback : text;
    }
}
