package dev.understudy.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a {@link JsonServer}.
 *
 * @param method the HTTP method
 * @param path the decoded segments of the path
 * @param query the decoded query parameters
 * @param authorization the header of that name
 * @param body the body; empty when there is none
 */
public record JsonRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        @Nullable String authorization,
        String body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** True for this method and these segments; {@code *} stands for any segment. */
    public boolean is(String wantedMethod, String... segments) {
        if (!method.equals(wantedMethod) || path.size() != segments.length) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].equals("*") && !segments[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A segment of the path. */
    public String segment(int index) {
        return path.get(index);
    }

    /** True when a query parameter says so. */
    public boolean flag(String name) {
        return "true".equals(query.get(name));
    }

    /** The body as JSON. */
    public JsonNode json() throws JsonProcessingException {
        return MAPPER.readTree(body);
    }
}
