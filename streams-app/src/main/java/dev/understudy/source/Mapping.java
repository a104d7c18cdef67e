package dev.understudy.source;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.config.MappingConfig;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.Severity;
import dev.understudy.source.json.Draft;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.ShapeException;
import dev.understudy.source.json.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths of a {@link MappingConfig}, compiled, which write a body anew in our own fields. Thread-safe. */
final class Mapping {
    private final Envelope envelope;
    private final MappingConfig config;
    private final @Nullable JsonPointer alerts;
    private final Map<String, JsonPointer> fields;
    private final Map<String, JsonPointer> labels;
    private final Map<String, JsonPointer> annotations;

    Mapping(String name, MappingConfig config) {
        this.envelope = Envelope.of("generic", name);
        this.config = config;
        this.alerts = config.alerts() == null ? null : JsonPointer.compile(config.alerts());
        this.fields = compiled(config.fields());
        this.labels = compiled(config.labels());
        this.annotations = compiled(config.annotations());
    }

    /** The alerts of a body. */
    Parts find(JsonNode root) {
        String path = "$" + (alerts == null ? "" : alerts);
        JsonNode found = alerts == null ? root : root.at(alerts);
        if (found.isMissingNode() || found.isNull()) {
            throw ShapeException.wrong(path, "is missing, expected an alert or an array of them");
        }
        Parts parts = new Parts();
        if (!found.isArray()) {
            parts.add(found, alert(found, path), envelope);
            return parts;
        }
        parts.array(found.size(), path);
        for (int i = 0; i < found.size(); i++) {
            JsonNode element = found.get(i);
            try {
                parts.add(element, alert(element, path + '/' + i), envelope);
            } catch (ShapeException e) {
                parts.addBroken(element, e);
            }
        }
        return parts;
    }

    private Fields alert(JsonNode node, String path) {
        Fields.of(node, path);
        Draft draft = new Draft();
        fields.forEach((field, pointer) -> {
            JsonNode value = node.at(pointer);
            if (!value.isMissingNode() && !value.isNull()) {
                write(draft, field, value, path + pointer);
            }
        });
        return draft.texts("labels", texts(node, path, labels))
                .texts("annotations", texts(node, path, annotations))
                .fields(path);
    }

    private void write(Draft draft, String field, JsonNode value, String path) {
        switch (field) {
            case "fingerprint" -> draft.text("fingerprint", fingerprint(scalar(value, path)));
            case "starts-at" -> draft.time("startsAt", time(value, path));
            case "ends-at" -> draft.time("endsAt", time(value, path));
            case "status" -> {
                String text = scalar(value, path);
                AlertStatus known = config.statuses().get(text);
                draft.text("status", known == null ? text : known.name());
            }
            case "severity" -> {
                String text = scalar(value, path);
                Severity known = config.severities().get(text);
                draft.text("severity", known == null ? text : known.name()).text("severityRaw", text);
            }
            default -> draft.text(camelCase(field), scalar(value, path));
        }
    }

    /** Two tools may count alike, so their numbers alone do not tell alerts apart. */
    private @Nullable String fingerprint(String own) {
        return own.isBlank() ? null : envelope.instance() + ':' + own;
    }

    private static @Nullable Instant time(JsonNode value, String path) {
        return value.isTextual() && value.asText().isBlank() ? null : Times.ofAnyUnit(value, path);
    }

    private static Map<String, String> texts(JsonNode node, String path, Map<String, JsonPointer> pointers) {
        Map<String, String> texts = new LinkedHashMap<>();
        pointers.forEach((name, pointer) -> {
            JsonNode value = node.at(pointer);
            if (value.isObject()) {
                value.properties().forEach(entry -> put(texts, entry.getKey(), entry.getValue(), path + pointer));
            } else {
                put(texts, name, value, path + pointer);
            }
        });
        return texts;
    }

    private static void put(Map<String, String> texts, String name, JsonNode value, String path) {
        if (!value.isMissingNode() && !value.isNull()) {
            texts.put(name, scalar(value, path));
        }
    }

    private static String scalar(JsonNode value, String path) {
        if (!value.isValueNode()) {
            throw ShapeException.wrong(path, "is " + Fields.kind(value) + ", expected text");
        }
        return value.asText();
    }

    private static Map<String, JsonPointer> compiled(Map<String, String> pointers) {
        Map<String, JsonPointer> compiled = new LinkedHashMap<>();
        pointers.forEach((name, pointer) -> compiled.put(name, JsonPointer.compile(pointer)));
        return compiled;
    }

    private static String camelCase(String field) {
        int dash = field.indexOf('-');
        return dash < 0
                ? field
                : field.substring(0, dash) + Character.toUpperCase(field.charAt(dash + 1)) + field.substring(dash + 2);
    }
}
