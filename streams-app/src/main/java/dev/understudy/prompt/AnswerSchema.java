package dev.understudy.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/**
 * The JSON schema (draft 2020-12) of a model's answer, in two views: what a provider is sent, without the bounds that
 * strict modes refuse, and what an answer is held to, with them. Immutable and thread-safe.
 */
public final class AnswerSchema {
    private static final String FILE = "answer.schema.json";
    private static final List<String> UNSENT =
            List.of("$schema", "$comment", "minLength", "maxLength", "minItems", "maxItems");
    private static final AnswerSchema CURRENT = new AnswerSchema(Resources.text(FILE));

    private final String version;
    private final JsonNode sent;
    private final String sentText;
    private final Schema validated;

    private AnswerSchema(String text) {
        try {
            JsonNode full = new ObjectMapper().readTree(text);
            this.version = Digests.version(text);
            this.validated = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(full);
            this.sent = withoutBounds(full.deepCopy());
            this.sentText = sent.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(FILE + " is no JSON", e);
        }
    }

    /** The schema of this release. */
    public static AnswerSchema current() {
        return CURRENT;
    }

    /** Beginning of the SHA-256 of the file, in hex. */
    public String version() {
        return version;
    }

    /** What a provider is sent: a copy of the caller's own. */
    public JsonNode sent() {
        return sent.deepCopy();
    }

    /** What a provider is sent, as JSON on one line. */
    public String sentText() {
        return sentText;
    }

    /** Where an answer breaks the schema, as {@code /path: keyword}, never quoting it; empty when it does not. */
    List<String> violations(JsonNode answer) {
        return validated.validate(answer).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getKeyword())
                .distinct()
                .toList();
    }

    private static JsonNode withoutBounds(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(UNSENT);
        }
        node.forEach(AnswerSchema::withoutBounds);
        return node;
    }
}
