package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.source.json.Draft;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.JsonText;
import dev.understudy.source.json.ShapeException;
import dev.understudy.source.json.Times;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a CloudEvent around alerts (CloudEvents 1.0, with its JSON format, HTTP and Kafka bindings).
 *
 * @param source who sent it
 * @param subject what it is about
 */
record CloudEvent(
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String subject,
        @Nullable Instant time) {
    private static final String VERSION = "specversion";
    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";

    /** What an event is about, and where it stands in the body. */
    record Content(JsonNode node, String path) {}

    /** Whether the object is an event with its data inside of it. */
    static boolean isAt(Fields body) {
        return body.has(VERSION);
    }

    static CloudEvent of(Fields event) {
        return new CloudEvent(
                event.text("id"),
                event.text("source"),
                event.text("type"),
                event.text("subject"),
                Times.read(event, "time"));
    }

    /** The event whose attributes are headers of the record; null when they are not. */
    static @Nullable CloudEvent of(RawRecord record) {
        Draft attributes = new Draft();
        for (RawHeader header : record.headers()) {
            String name = header.key().toLowerCase(Locale.ROOT);
            byte[] value = header.value();
            if (value != null && (name.startsWith("ce_") || name.startsWith("ce-"))) {
                String text = new String(value, StandardCharsets.UTF_8);
                attributes.text(name.substring(3), name.charAt(2) == '-' ? decoded(text) : text);
            }
        }
        Fields fields = attributes.fields("ce");
        return isAt(fields) ? of(fields) : null;
    }

    /** What the event holds. */
    static Content content(Fields event) {
        String base64 = event.text(DATA_BASE64);
        if (base64 == null) {
            JsonNode data = event.value(DATA);
            if (data == null) {
                throw ShapeException.wrong(event.pathOf(DATA), "is missing, expected an alert");
            }
            return new Content(data, event.pathOf(DATA));
        }
        String path = event.pathOf(DATA_BASE64);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw ShapeException.wrong(path, "is not base64");
        }
        try {
            return new Content(JsonText.parse(bytes), path);
        } catch (ShapeException e) {
            throw new ShapeException(e.reason(), path + ": " + e.message());
        }
    }

    /** The HTTP binding percent-encodes what is no printable ASCII; what is not encoded well is taken as it is. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
