package dev.understudy.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/**
 * One answer of a {@link JsonServer}.
 *
 * @param status the HTTP status
 * @param body JSON text
 */
public record JsonResponse(int status, String body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A 200 with any value that Jackson can write. */
    public static JsonResponse ok(Object value) {
        return of(200, value);
    }

    /** Any status with any value that Jackson can write. */
    public static JsonResponse of(int status, Object value) {
        try {
            return new JsonResponse(status, MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
