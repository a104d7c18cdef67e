package dev.understudy.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.runtime.letters.DeadLetter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dead letter as one line of JSON, without its value. */
final class LetterJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LetterJson() {}

    static String of(DeadLetter letter) {
        DeadLetter.Why why = letter.why();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", letter.id().toString());
        json.put("at", letter.at().toString());
        json.put("reason", why.reason());
        json.put("stage", why.stage());
        json.put("message", why.message());
        json.put("topic", why.topic());
        json.put("partition", why.partition());
        json.put("offset", why.offset());
        json.put("index", why.index());
        byte[] key = letter.key();
        json.put("key", key == null ? null : new String(key, UTF_8));
        json.put("bytes", letter.valueBytes());
        json.put("lost", why.lost());
        json.put("redrives", letter.redrives());
        json.put("instance", why.instance());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dead letter could not be written as JSON", e);
        }
    }
}
