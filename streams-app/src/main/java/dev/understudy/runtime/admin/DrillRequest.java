package dev.understudy.runtime.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.ConfigException;
import dev.understudy.config.Durations;
import dev.understudy.provider.drill.DrillFault;
import dev.understudy.provider.drill.Drills;
import dev.understudy.runtime.http.PageRequest;
import dev.understudy.runtime.settings.NearestName;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;

/**
 * A drill that is asked for.
 *
 * @param length how long it is to last
 */
record DrillRequest(String provider, DrillFault fault, Duration length) {
    static final String PROVIDER = "provider";
    static final String FAULT = "fault";
    static final String FOR = "for";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of(PROVIDER, FAULT, FOR);

    /**
     * Reads and checks the body of a request.
     *
     * @throws ConfigException that names the field and says what to do
     */
    static DrillRequest of(String body, Drills drills) {
        JsonNode json = json(body);
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new ConfigException("body", "has the field " + name + "; known are provider, fault and for");
            }
        }
        return new DrillRequest(
                provider(text(json, PROVIDER, "the name of a provider"), drills),
                fault(text(json, FAULT, "one of " + String.join(", ", DrillFault.labels()))),
                length(text(json, FOR, "a duration, such as 60s")));
    }

    private static JsonNode json(String body) {
        if (body.length() >= PageRequest.MAX_BODY) {
            throw new ConfigException("body", "is too long; send provider, fault and for only");
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
            throw noJson();
        } catch (JsonProcessingException e) {
            throw noJson();
        }
    }

    private static ConfigException noJson() {
        return new ConfigException(
                "body",
                "is no JSON object; send {\"provider\": \"NAME\", \"fault\": \"overloaded\", \"for\": \"60s\"}");
    }

    private static String text(JsonNode json, String field, String expected) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new ConfigException(field, "is missing; expected " + expected);
        }
        return value.textValue().strip();
    }

    /** The name, when there is such a provider. */
    static String provider(String name, Drills drills) {
        if (drills.providers().contains(name)) {
            return name;
        }
        throw new ConfigException(PROVIDER, "none is named " + name + suggestion(name, drills.providers()));
    }

    private static DrillFault fault(String label) {
        return DrillFault.of(label)
                .orElseThrow(() ->
                        new ConfigException(FAULT, "none is named " + label + suggestion(label, DrillFault.labels())));
    }

    private static String suggestion(String name, Collection<String> known) {
        return NearestName.of(name, known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("; there are " + String.join(", ", known));
    }

    private static Duration length(String text) {
        Duration length;
        try {
            length = Durations.parse(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new ConfigException(FOR, "must be a duration, such as 60s or 5m, but is " + text);
        }
        if (length.isZero() || length.isNegative()) {
            throw new ConfigException(FOR, "must be longer than zero, such as 60s, but is " + text);
        }
        if (length.compareTo(Drills.LONGEST) > 0) {
            throw new ConfigException(
                    FOR,
                    "must be at most " + Durations.format(Drills.LONGEST) + ", but is " + text
                            + "; a drill that is forgotten must not become an outage");
        }
        return length;
    }
}
