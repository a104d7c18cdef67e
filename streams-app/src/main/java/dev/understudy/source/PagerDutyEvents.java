package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.source.json.JsonText;
import dev.understudy.source.json.ShapeException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of PagerDuty's Events API v2, one in a body. The routing key is a credential and is kept nowhere: not in the
 * alert, nor in the record that goes with it, which loses its whole value when that cannot be parsed. Thread-safe.
 */
public final class PagerDutyEvents implements AlertFormat {
    private static final String ROUTING_KEY = "routing_key";
    private static final String ROUTING_KEY_HEADER = "x-routing-key";

    private final BodyReader reader;

    public PagerDutyEvents(Clock clock) {
        this.reader = new BodyReader(clock);
    }

    @Override
    public AlertBody read(RawRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return AlertBody.unreadable(record, UnreadableReason.NULL_VALUE, "no value");
        }
        try {
            JsonNode root = JsonText.parse(value);
            return reader.read(withoutKey(record, root), root, PagerDutyEvent::find);
        } catch (ShapeException e) {
            return AlertBody.unreadable(with(record, null), e.reason(), e.message());
        }
    }

    private static RawRecord withoutKey(RawRecord record, JsonNode root) {
        if (root instanceof ObjectNode event) {
            event.remove(ROUTING_KEY);
            return with(record, JsonText.bytes(event));
        }
        return with(record, null);
    }

    private static RawRecord with(RawRecord record, byte @Nullable [] value) {
        List<RawHeader> headers = record.headers().stream()
                .filter(header -> !header.key().equalsIgnoreCase(ROUTING_KEY_HEADER))
                .toList();
        return new RawRecord(record.origin(), record.key(), value, headers);
    }
}
