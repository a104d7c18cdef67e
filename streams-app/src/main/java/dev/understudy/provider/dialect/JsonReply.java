package dev.understudy.provider.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.http.HttpReply;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads JSON from replies, the same for every vendor. Thread-safe. */
public final class JsonReply {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReply() {}

    /** What a dialect makes of the JSON object in a successful reply, or why there is none. */
    public static Reply decode(HttpReply reply, Function<JsonNode, Reply> onObject) {
        String text = reply.text();
        if (text == null) {
            return Reply.failure(
                    FailureReason.NOT_JSON, reply, "the body is neither UTF-8 nor in the charset that it declares");
        }
        if (text.isBlank()) {
            return Reply.failure(FailureReason.EMPTY_ANSWER, reply, "the body is empty");
        }
        try {
            JsonNode node = JSON.readTree(text);
            return node.isObject()
                    ? onObject.apply(node)
                    : Reply.failure(FailureReason.WRONG_SHAPE, reply, "the body is JSON but no object");
        } catch (JsonEOFException e) {
            return Reply.failure(FailureReason.TRUNCATED_BODY, reply, "the JSON of the body ends too early");
        } catch (JsonProcessingException e) {
            return Reply.failure(FailureReason.NOT_JSON, reply, "the body is not JSON");
        }
    }

    /** The JSON in an error reply; null when there is none. */
    public static @Nullable JsonNode errorBody(HttpReply reply) {
        String text = reply.text();
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
