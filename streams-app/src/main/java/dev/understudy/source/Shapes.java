package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by its shape what a JSON value is, and finds the alerts in it. What is wrong with one element spoils no other. */
final class Shapes {
    private static final String ALERTS = "alerts";

    private Shapes() {}

    /**
     * The alerts of a body, or a {@link ShapeException} when nothing in it is one.
     *
     * @param event the event that the headers around the body speak of
     */
    static Parts of(JsonNode root, @Nullable CloudEvent event) {
        Parts parts = new Parts();
        value(root, "$", event, parts);
        return parts;
    }

    private static void value(JsonNode root, String path, @Nullable CloudEvent event, Parts parts) {
        if (!root.isArray()) {
            message(Fields.of(root, path), event, parts);
            return;
        }
        parts.array(root.size(), path);
        for (int i = 0; i < root.size(); i++) {
            JsonNode element = root.get(i);
            String place = path + '[' + i + ']';
            guarded(element, parts, () -> message(Fields.of(element, place), event, parts));
        }
    }

    /** One object that speaks for itself. */
    private static void message(Fields body, @Nullable CloudEvent event, Parts parts) {
        if (CloudEvent.isAt(body)) {
            if (event != null) {
                throw ShapeException.wrong(body.path(), "is a CloudEvent within a CloudEvent");
            }
            event(body, parts);
        } else if (RecorderEvent.isAt(body)) {
            recorded(body, event, parts);
        } else if (body.has(ALERTS)) {
            webhook(body, event, parts);
        } else if (LegacyGrafana.isAt(body)) {
            parts.add(
                    body.node(),
                    LegacyGrafana.alert(body),
                    Envelope.of("grafana", null).within(event));
        } else {
            parts.add(body.node(), body, Envelope.NONE.within(event));
        }
    }

    private static void event(Fields body, Parts parts) {
        if (!CloudEvent.isAt(body)) {
            throw ShapeException.wrong(body.path(), "is no CloudEvent, it has no specversion");
        }
        CloudEvent.Content content = CloudEvent.content(body);
        value(content.node(), content.path(), CloudEvent.of(body), parts);
    }

    private static void recorded(Fields body, @Nullable CloudEvent event, Parts parts) {
        RecorderEvent recorded = RecorderEvent.of(body);
        if (recorded == null) {
            parts.ignoreOne();
        } else {
            parts.add(body.node(), recorded.alert(), recorded.envelope().within(event));
        }
    }

    private static void webhook(Fields body, @Nullable CloudEvent event, Parts parts) {
        Envelope envelope = Envelope.ofWebhook(body).within(event);
        int truncated = body.count("truncatedAlerts");
        List<JsonNode> alerts = body.array(ALERTS);
        parts.array(alerts.size(), body.pathOf(ALERTS));
        parts.truncated(truncated);
        for (int i = 0; i < alerts.size(); i++) {
            JsonNode element = alerts.get(i);
            String path = body.pathOf(ALERTS) + '[' + i + ']';
            guarded(element, parts, () -> parts.add(element, Fields.of(element, path), envelope));
        }
    }

    private static void guarded(JsonNode element, Parts parts, Runnable find) {
        try {
            find.run();
        } catch (ShapeException e) {
            parts.addBroken(element, e);
        }
    }
}
