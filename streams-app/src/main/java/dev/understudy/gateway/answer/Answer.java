package dev.understudy.gateway.answer;

import java.util.HashMap;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param type media type of the body
 * @param headers beyond those that every answer has
 */
public record Answer(int status, String type, String body, Map<String, String> headers) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** The same with one more header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, more);
    }

    /** The same, as the last one of its connection: what is left of the request is not read. */
    public Answer andClose() {
        return with("Connection", "close");
    }
}
