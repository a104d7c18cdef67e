package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.domain.request.RequestIds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert in JSON. Our own fields and those of Alertmanager are read side by side: a field of the alert wins, then
 * what its labels and annotations say.
 *
 * @param fields the JSON object
 * @param envelope the webhook around it
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
        String eventId = fields.text("eventId", "id");
        String name = or(fields.text("name"), Labels.first(labels, NAME));
        String generatorUrl = fields.text("generatorUrl", "generatorURL");
        Instant endsAt = Times.read(fields, "endsAt");
        AlertStatus status = status(endsAt);
        String summary = or(fields.text("summary"), Labels.first(annotations, SUMMARY));
        String description = or(fields.text("description"), Labels.first(annotations, DESCRIPTION));
        String message = Labels.first(annotations, MESSAGE);
        return new Alert(
                eventId == null ? RequestIds.requestId(origin) : eventId,
                fingerprint(labels, name),
                name == null ? NAMELESS : name,
                status,
                Severities.of(severity),
                or(fields.text("severityRaw"), severity),
                orEmpty(or(summary, message)),
                orEmpty(or(description, summary == null ? null : message)),
                source(),
                new AlertTimes(Times.read(fields, "startsAt"), ended(status, endsAt), receivedAt),
                labels,
                annotations,
                fields.numbers("values"),
                Places.read(fields, labels),
                delivery(generatorUrl),
                Links.read(fields, annotations, generatorUrl));
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
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "firing", "active", "unprocessed", "alerting", "triggered" -> AlertStatus.FIRING;
            case "resolved", "ok", "inactive" -> AlertStatus.RESOLVED;
            case "acknowledged" -> AlertStatus.ACKNOWLEDGED;
            case "suppressed" -> AlertStatus.SUPPRESSED;
            default -> AlertStatus.UNKNOWN;
        };
    }

    /** The end that an open alert has in the future is the time-out of its sender, not an end. */
    private @Nullable Instant ended(AlertStatus status, @Nullable Instant endsAt) {
        return status != AlertStatus.RESOLVED && endsAt != null && endsAt.isAfter(receivedAt) ? null : endsAt;
    }

    private AlertSource source() {
        if (envelope.type() != null) {
            return new AlertSource(envelope.type(), envelope.instance(), envelope.receiver());
        }
        boolean ours = !fields.has("labels") || fields.has("name") || fields.has("eventId") || fields.has("source");
        String type = ours ? "native" : "alertmanager";
        JsonNode node = fields.value("source");
        if (node == null || !node.isObject()) {
            return new AlertSource(type, fields.text("source"), fields.text("receiver"));
        }
        Fields source = Fields.of(node, fields.pathOf("source"));
        String own = source.text("type");
        return new AlertSource(own == null ? type : own, source.text("instance"), source.text("receiver"));
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

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
