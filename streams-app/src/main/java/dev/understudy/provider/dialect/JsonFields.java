package dev.understudy.provider.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of requests and replies in JSON, the same for every vendor. Thread-safe. */
public final class JsonFields {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 200;

    private JsonFields() {}

    /** Puts configured extra fields into a request, where they win over those that are there. */
    public static void add(ObjectNode body, Map<String, Object> extra) {
        extra.forEach((field, value) -> body.set(field, JSON.<JsonNode>valueToTree(value)));
    }

    /** The bytes of a request. */
    public static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON cannot be written", e);
        }
    }

    /** A short text of a reply, such as a name; null when there is none. */
    public static @Nullable String name(JsonNode owner, String field) {
        String text = owner.path(field).asText("");
        if (text.isBlank()) {
            return null;
        }
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }

    /** A number of tokens; zero when there is none. */
    public static long tokens(JsonNode owner, String field) {
        return Math.max(0, owner.path(field).asLong(0));
    }
}
