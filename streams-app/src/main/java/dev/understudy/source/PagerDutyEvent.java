package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.source.json.Draft;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.JsonText;
import dev.understudy.source.json.ShapeException;
import dev.understudy.source.json.Times;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of PagerDuty's Events API v2. Its {@code dedup_key} is the identity of the alert; a trigger without one has
 * that of its source, component, group and class (of its summary, when there is no class), so that a trigger sent again
 * is the same alert.
 */
record PagerDutyEvent(Fields event) {
    private static final List<String> LABELS = List.of("source", "component", "group", "class");
    private static final String DETAILS = "custom_details";
    private static final String DEDUP_KEY = "dedup_key";

    static Parts find(JsonNode root) {
        Parts parts = new Parts();
        PagerDutyEvent event = new PagerDutyEvent(Fields.of(root, "$"));
        parts.add(root, event.alert(), Envelope.of("pagerduty", event.event.text("client")));
        return parts;
    }

    private Fields alert() {
        String status = status();
        boolean triggered = status.equals("triggered");
        Fields payload = event.object("payload");
        if (triggered && payload == null) {
            throw ShapeException.wrong(event.pathOf("payload"), "is missing, expected the payload of a trigger");
        }
        String key = event.text(DEDUP_KEY);
        if (!triggered && key == null) {
            throw new ShapeException(
                    UnreadableReason.NO_IDENTITY, event.pathOf(DEDUP_KEY) + " is missing; only a trigger may lack it");
        }
        Draft draft = new Draft()
                .text("fingerprint", key)
                .text("status", status)
                .text("generatorUrl", event.text("client_url"));
        links(draft);
        if (payload == null) {
            draft.text("name", key);
        } else {
            payload(draft, payload, status);
        }
        return draft.fields(event.path());
    }

    private String status() {
        String action = event.text("event_action");
        return switch (action == null ? "" : action.strip().toLowerCase(Locale.ROOT)) {
            case "trigger" -> "triggered";
            case "acknowledge" -> "acknowledged";
            case "resolve" -> "resolved";
            default ->
                throw ShapeException.wrong(
                        event.pathOf("event_action"),
                        (action == null ? "is missing" : "is unknown") + ", expected trigger, acknowledge or resolve");
        };
    }

    private static void payload(Draft draft, Fields payload, String status) {
        String summary = payload.text("summary");
        String rule = payload.text("class");
        draft.text("name", rule == null ? summary : rule)
                .text("summary", summary)
                .text("severity", payload.text("severity"))
                .time(status.equals("resolved") ? "endsAt" : "startsAt", Times.read(payload, "timestamp"))
                .text("resource", payload.text("source"))
                .text("component", payload.text("component"))
                .text("groupKey", payload.text("group"))
                .texts("labels", labels(payload))
                .texts("annotations", details(payload.value(DETAILS)));
    }

    private static Map<String, String> labels(Fields payload) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String name : LABELS) {
            String value = payload.text(name);
            if (value != null) {
                labels.put(name, value);
            }
        }
        return labels;
    }

    /** Anything may stand there: what is no text is kept as JSON. */
    private static Map<String, String> details(@Nullable JsonNode details) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (details != null && details.isObject()) {
            details.properties().forEach(entry -> {
                if (!entry.getValue().isNull()) {
                    texts.put(entry.getKey(), text(entry.getValue()));
                }
            });
        } else if (details != null) {
            texts.put(DETAILS, text(details));
        }
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : new String(JsonText.bytes(value), StandardCharsets.UTF_8);
    }

    private void links(Draft draft) {
        List<JsonNode> links = event.array("links");
        for (int i = 0; i < links.size(); i++) {
            Fields link = Fields.of(links.get(i), event.pathOf("links") + '[' + i + ']');
            draft.link("other", link.text("href"), link.text("text"));
        }
        List<JsonNode> images = event.array("images");
        for (int i = 0; i < images.size(); i++) {
            Fields image = Fields.of(images.get(i), event.pathOf("images") + '[' + i + ']');
            String target = image.text("href");
            draft.link("other", target == null ? image.text("src") : target, image.text("alt"));
        }
    }
}
