package dev.understudy.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Alerts in JSON: one object or an array of them, in our own fields or those of Alertmanager, or the body of an
 * Alertmanager or Grafana webhook. Told apart by shape: an object with {@code alerts} is a webhook. Thread-safe. Of a
 * key that occurs twice the last one counts.
 */
public final class JsonAlerts implements AlertFormat {
    private static final int DEEPEST = 500;
    private static final String ALERTS = "alerts";

    private final JsonMapper mapper = mapper();
    private final Clock clock;

    public JsonAlerts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public AlertBody read(RawRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return AlertBody.unreadable(record, UnreadableReason.NULL_VALUE, "no value");
        }
        try {
            return read(record, mapper.readTree(value));
        } catch (ShapeException e) {
            return AlertBody.unreadable(record, e.reason(), e.message());
        } catch (StreamConstraintsException e) {
            return AlertBody.unreadable(
                    record,
                    UnreadableReason.WRONG_SHAPE,
                    "nested deeper than " + DEEPEST + " levels, or a number or name that is too long");
        } catch (IOException e) {
            return AlertBody.unreadable(record, UnreadableReason.NOT_JSON, "cannot be parsed" + place(e));
        }
    }

    private AlertBody read(RawRecord record, JsonNode root) {
        if (root.isArray()) {
            return elements(record, Fields.of(wrap(root), "$"), Envelope.NONE, "$");
        }
        Fields body = Fields.of(root, "$");
        if (body.has(ALERTS)) {
            return elements(record, body, Envelope.of(body), "$.alerts");
        }
        List<KeyedAlert> alerts = new ArrayList<>(1);
        List<UnreadableAlert> unreadable = new ArrayList<>(1);
        element(new Element(record, root, "$"), Envelope.NONE, alerts, unreadable);
        return new AlertBody(alerts, unreadable, 0);
    }

    private AlertBody elements(RawRecord record, Fields body, Envelope envelope, String path) {
        List<JsonNode> nodes = body.array(ALERTS);
        if (nodes.isEmpty()) {
            throw ShapeException.wrong(path, "holds no alert");
        }
        List<KeyedAlert> alerts = new ArrayList<>(nodes.size());
        List<UnreadableAlert> unreadable = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            RawRecord narrowed = nodes.size() == 1 ? record : record.forElement(i, bytes(nodes.get(i)));
            element(new Element(narrowed, nodes.get(i), path + '[' + i + ']'), envelope, alerts, unreadable);
        }
        return new AlertBody(alerts, unreadable, envelope.truncated());
    }

    private record Element(RawRecord record, JsonNode node, String path) {}

    private void element(
            Element element, Envelope envelope, List<KeyedAlert> alerts, List<UnreadableAlert> unreadable) {
        RawRecord record = element.record();
        try {
            Fields fields = Fields.of(element.node(), element.path());
            Instant now = Instant.ofEpochMilli(clock.millis());
            alerts.add(new KeyedAlert(new AlertElement(fields, envelope, record.origin(), now).read(), record));
        } catch (ShapeException e) {
            unreadable.add(new UnreadableAlert(record, e.reason(), e.message()));
        }
    }

    private JsonNode wrap(JsonNode array) {
        return mapper.createObjectNode().set(ALERTS, array);
    }

    private byte[] bytes(JsonNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was parsed can be written", e);
        }
    }

    /** Jackson's own messages quote the text, and the text may hold a secret. */
    private static String place(IOException problem) {
        JsonLocation location = problem instanceof JsonProcessingException parsing ? parsing.getLocation() : null;
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                // Names come from outside: they do not stay in memory, and many that collide are no reason to refuse.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
