package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.source.json.JsonText;
import dev.understudy.source.json.ShapeException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the alerts that were found in a body, each for itself. Thread-safe. */
final class BodyReader {
    private final Clock clock;

    BodyReader(Clock clock) {
        this.clock = clock;
    }

    /** What the value of the record holds; the function finds the alerts in it, or throws a {@link ShapeException}. */
    AlertBody read(RawRecord record, Function<JsonNode, Parts> find) {
        byte[] value = record.value();
        if (value == null) {
            return AlertBody.unreadable(record, UnreadableReason.NULL_VALUE, "no value");
        }
        try {
            return read(record, JsonText.parse(value), find);
        } catch (ShapeException e) {
            return AlertBody.unreadable(record, e.reason(), e.message());
        }
    }

    /** The same of a value that is parsed already. */
    AlertBody read(RawRecord record, JsonNode root, Function<JsonNode, Parts> find) {
        try {
            return each(record, find.apply(root));
        } catch (ShapeException e) {
            return AlertBody.unreadable(record, e.reason(), e.message());
        }
    }

    private AlertBody each(RawRecord record, Parts parts) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        List<KeyedAlert> alerts = new ArrayList<>(parts.all().size());
        List<UnreadableAlert> unreadable = new ArrayList<>();
        for (int i = 0; i < parts.all().size(); i++) {
            Parts.Part part = parts.all().get(i);
            RawRecord own = parts.all().size() == 1 ? record : record.forElement(i, JsonText.bytes(part.node()));
            try {
                alerts.add(new KeyedAlert(part.reader().read(own.origin(), now), own));
            } catch (ShapeException e) {
                unreadable.add(new UnreadableAlert(own, e.reason(), e.message()));
            }
        }
        return new AlertBody(alerts, unreadable, parts.truncated(), parts.ignored());
    }
}
