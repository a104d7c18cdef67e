package dev.understudy.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.domain.alert.UnreadableReason;
import java.io.IOException;

/** JSON as bytes, within bounds. Of a key that occurs twice the last one counts. */
public final class JsonText {
    private static final int DEEPEST = 500;
    /** Parsed, a token takes some 40 bytes, however short it is. */
    private static final long MOST_TOKENS = 1_000_000;

    private static final JsonMapper MAPPER = mapper(false);
    /** Half a surrogate pair has no UTF-8, but an escape. */
    private static final JsonMapper ASCII = mapper(true);

    private JsonText() {}

    /** The one JSON value in these bytes, or a {@link ShapeException} that says why there is none. */
    public static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw new ShapeException(
                    UnreadableReason.WRONG_SHAPE,
                    "nested deeper than " + DEEPEST + " levels, more than " + MOST_TOKENS
                            + " tokens, or a number or name that is too long");
        } catch (IOException e) {
            throw new ShapeException(UnreadableReason.NOT_JSON, "cannot be parsed" + place(e));
        } catch (NumberFormatException e) {
            throw new ShapeException(UnreadableReason.WRONG_SHAPE, "holds a number whose exponent is out of range");
        }
    }

    /** What {@link #parse} reads as this value. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            return escaped(node);
        }
    }

    private static byte[] escaped(JsonNode node) {
        try {
            return ASCII.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was parsed can be written", e);
        }
    }

    /** Jackson's own messages quote the text, and the text may hold a secret. */
    private static String place(IOException problem) {
        JsonLocation location = problem instanceof JsonProcessingException parsing ? parsing.getLocation() : null;
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static JsonMapper mapper(boolean escape) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxTokenCount(MOST_TOKENS)
                        .build())
                // Names come from outside: they do not stay in memory, and many that collide are no reason to refuse.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, escape)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
