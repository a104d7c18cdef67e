package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.source.json.Draft;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.ShapeException;
import dev.understudy.source.json.Times;
import dev.understudy.source.vocabulary.Fingerprints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of Alertmanager's event recorder, as protojson writes it (prometheus/alertmanager, package eventrecorder; of
 * its protobuf schemas both are read, that with lists of label pairs and that with maps). Fingerprints are decimal there
 * and become the 16 hex digits that the same alert has everywhere else.
 *
 * @param body the event
 * @param occurrence what happened to the alert
 * @param resolved whether that says that the alert has ended, whatever the alert says
 */
record RecorderEvent(Fields body, Fields occurrence, boolean resolved) {
    private static final String DATA = "data";
    private static final String RESOLVED = "alertResolved";
    /** An alert that fires again while Alertmanager still knows it is only grouped, not created. */
    private static final List<String> FIRED = List.of("alertCreated", "alertGrouped");

    static boolean isAt(Fields body) {
        return body.has("@timestamp") && body.has(DATA);
    }

    /** The event; null when it is about no change of one alert: a silence, a notification, a start, or one unknown yet. */
    static @Nullable RecorderEvent of(Fields body) {
        Fields data = Fields.of(body.node().get(DATA), body.pathOf(DATA));
        if (data.has(RESOLVED)) {
            return new RecorderEvent(body, Fields.of(data.node().get(RESOLVED), data.pathOf(RESOLVED)), true);
        }
        for (String fired : FIRED) {
            if (data.has(fired)) {
                return new RecorderEvent(body, Fields.of(data.node().get(fired), data.pathOf(fired)), false);
            }
        }
        return null;
    }

    Envelope envelope() {
        Fields group = occurrence.object("groupInfo");
        return new Envelope(
                "alertmanager-event",
                body.text("instance"),
                group == null ? null : group.text("receiverName"),
                group == null ? null : group.text("groupKey"),
                null,
                null);
    }

    /** The alert of the event in our own fields. */
    Fields alert() {
        Fields reference = occurrence.object("alert");
        if (reference == null) {
            throw ShapeException.wrong(occurrence.pathOf("alert"), "is missing, expected an alert");
        }
        Fields details = reference.object("details");
        Fields alert = details == null ? reference : details;
        boolean ended = resolved || "true".equals(alert.text("resolved"));
        return new Draft()
                .text("fingerprint", Fingerprints.ofDecimal(alert.text("fingerprint")))
                .text("status", ended ? "resolved" : "firing")
                .time("startsAt", Times.read(alert, "startsAt"))
                .time("endsAt", ended ? Times.read(alert, "endsAt") : null)
                .texts("labels", pairs(alert, "labels"))
                .texts("annotations", pairs(alert, "annotations"))
                .fields(alert.path());
    }

    private static Map<String, String> pairs(Fields alert, String name) {
        Fields set = alert.object(name);
        JsonNode list = set == null ? null : set.node().get("labels");
        if (set == null || list == null || !list.isArray()) {
            return alert.texts(name);
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        List<JsonNode> elements = set.array("labels");
        for (int i = 0; i < elements.size(); i++) {
            Fields pair = Fields.of(elements.get(i), set.pathOf("labels") + '[' + i + ']');
            String key = pair.text("key");
            String value = pair.text("value");
            if (key != null && value != null) {
                pairs.put(key, value);
            }
        }
        return pairs;
    }
}
