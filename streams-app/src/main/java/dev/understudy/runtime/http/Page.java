package dev.understudy.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param type media type
 * @param headers beyond those that every answer has
 */
public record Page(int status, String type, String body, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Page {
        headers = Map.copyOf(headers);
    }

    /** Plain text. */
    public static Page text(int status, String body) {
        return new Page(status, "text/plain", body, Map.of());
    }

    /** Texts, numbers, lists and maps as JSON. */
    public static Page json(int status, Map<String, ?> body) {
        try {
            return new Page(status, "application/json", JSON.writeValueAsString(body) + "\n", Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a page is no JSON", e);
        }
    }

    /** The same with one more header. */
    public Page with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Page(status, type, body, more);
    }
}
