package dev.understudy.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerSchemaTest {
    private final AnswerSchema schema = AnswerSchema.current();

    private static List<JsonNode> objects(JsonNode node) {
        List<JsonNode> found = new ArrayList<>(node.findParents("properties"));
        if (node.has("properties") && !found.contains(node)) {
            found.add(node);
        }
        return found;
    }

    @Test
    void shouldSendWhatStrictModesTake() {
        JsonNode sent = schema.sent();

        assertThat(sent.toString()).doesNotContain("maxLength", "minLength", "maxItems", "$schema", "$comment");
        for (JsonNode object : objects(sent)) {
            List<String> required = new ArrayList<>();
            object.path("required").forEach(name -> required.add(name.asText()));
            List<String> properties = new ArrayList<>();
            object.path("properties").fieldNames().forEachRemaining(properties::add);
            assertThat(object.path("additionalProperties").isBoolean()).isTrue();
            assertThat(object.path("additionalProperties").asBoolean()).isFalse();
            assertThat(required).containsExactlyInAnyOrderElementsOf(properties);
        }
    }

    @Test
    void shouldGiveEachCallerItsOwnCopy() {
        assertThat(schema.sent()).isEqualTo(schema.sent()).isNotSameAs(schema.sent());
        assertThat(schema.sentText()).isEqualTo(schema.sent().toString());
    }

    @Test
    void shouldNameItsVersion() {
        assertThat(schema.version()).matches("[0-9a-f]{16}");
    }
}
