package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads message content, which every vendor accepts as plain text or as a list of parts. */
final class PromptParts {

    private PromptParts() {}

    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText()).append('\n');
        }
        return text.toString();
    }
}
