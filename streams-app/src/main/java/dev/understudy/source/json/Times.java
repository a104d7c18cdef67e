package dev.understudy.source.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people send them: ISO 8601 with a zone, or milliseconds since 1970; kept in milliseconds. */
public final class Times {
    /** Go's zero time is in year 1: Alertmanager's way to say "not yet". */
    private static final Instant YEAR_2 = Instant.parse("0002-01-01T00:00:00Z");

    /** As milliseconds that is March 1973, as seconds the year 5138. */
    private static final long SECONDS_BELOW = 100_000_000_000L;

    private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,18}");

    private Times() {}

    /** The time under this name; null when it is missing, empty or in year 1. */
    public static @Nullable Instant read(Fields fields, String name) {
        JsonNode value = fields.value(name);
        if (value == null || (value.isTextual() && value.asText().isBlank())) {
            return null;
        }
        Instant time = parse(value, fields.pathOf(name));
        return time.isBefore(YEAR_2) ? null : time;
    }

    /** The same of a source of which nobody knows whether its numbers are seconds: those below a hundred billion are. */
    public static @Nullable Instant ofAnyUnit(JsonNode value, String path) {
        Instant time = parse(value, path);
        boolean number = value.isIntegralNumber()
                || MILLIS.matcher(value.asText().strip()).matches();
        long count = time.toEpochMilli();
        if (number && -SECONDS_BELOW < count && count < SECONDS_BELOW) {
            return Instant.ofEpochSecond(count);
        }
        return time.isBefore(YEAR_2) ? null : time;
    }

    private static Instant parse(JsonNode value, String path) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Instant.ofEpochMilli(value.longValue());
        }
        if (!value.isTextual()) {
            throw ShapeException.wrong(
                    path, "is " + Fields.kind(value) + ", expected ISO 8601 or milliseconds since 1970");
        }
        String text = value.asText().strip();
        try {
            return MILLIS.matcher(text).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : Instant.ofEpochMilli(Instant.parse(withColon(text)).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw ShapeException.wrong(path, "is no time; expected ISO 8601 with a zone, or milliseconds since 1970");
        }
    }

    /** PagerDuty writes its zones as {@code +0000}, which ISO 8601 allows and Java does not read. */
    private static String withColon(String text) {
        int zone = text.length() - 5;
        boolean isZone = zone > text.indexOf('T') && (text.charAt(zone) == '+' || text.charAt(zone) == '-');
        return isZone ? text.substring(0, zone + 3) + ':' + text.substring(zone + 3) : text;
    }
}
