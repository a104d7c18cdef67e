package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads message content, which every vendor accepts as plain text or as a list of parts. */
final class PromptParts {

    private PromptParts() {}

    /** For bodies with {@code model} and {@code messages}. */
    static PromptText lastUserMessage(JsonNode body) {
        String text = "";
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                text = text(message.path("content"));
            }
        }
        return new PromptText(body.path("model").asText("scripted"), text);
    }

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
