package dev.understudy.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.provider.dialect.AnswerWords;
import dev.understudy.provider.dialect.JsonFields;
import dev.understudy.provider.dialect.Reply;
import dev.understudy.provider.http.HttpReply;
import org.jspecify.annotations.Nullable;

/** Reads generated content. A blocked prompt is no error to this vendor, but a success without candidates. */
final class GeminiContent {
    private GeminiContent() {}

    static Reply reply(HttpReply reply, JsonNode body) {
        if (body.hasNonNull("error")) {
            return GeminiError.inSuccess(reply, body);
        }
        JsonNode candidate = body.path("candidates").path(0);
        String block = body.path("promptFeedback").path("blockReason").asText("");
        ModelResponse response = response(body, candidate);
        if (!block.isEmpty() && !candidate.isObject()) {
            return Reply.failure(
                    FailureReason.CONTENT_FILTERED, reply, block, "the prompt was blocked: " + block, response);
        }
        if (!candidate.isObject()) {
            return Reply.failure(FailureReason.WRONG_SHAPE, reply, "the body has no candidates[0]");
        }
        FailureReason reason = reason(response.finishReason());
        if (reason != null) {
            return AnswerWords.failure(reason, reply, response);
        }
        String text = text(candidate.path("content").path("parts"));
        return text.isBlank()
                ? AnswerWords.failure(FailureReason.EMPTY_ANSWER, reply, response)
                : new Reply.Text(text, response);
    }

    private static @Nullable FailureReason reason(@Nullable FinishReason finish) {
        if (finish == null) {
            return null;
        }
        return switch (finish) {
            case LENGTH -> FailureReason.TRUNCATED_ANSWER;
            case CONTENT_FILTER -> FailureReason.CONTENT_FILTERED;
            case REFUSAL -> FailureReason.REFUSED;
            case STOP, OTHER -> null;
        };
    }

    /** Summaries of thoughts are parts too, and passed over. */
    private static String text(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            if (!part.path("thought").asBoolean(false)) {
                text.append(part.path("text").asText(""));
            }
        }
        return text.toString();
    }

    private static ModelResponse response(JsonNode body, JsonNode candidate) {
        return new ModelResponse(
                JsonFields.name(body, "modelVersion"),
                JsonFields.name(body, "responseId"),
                finish(candidate.path("finishReason").asText("")),
                usage(body.path("usageMetadata")));
    }

    private static @Nullable FinishReason finish(String reason) {
        return switch (reason) {
            case "" -> null;
            case "STOP" -> FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE" ->
                FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /** The vendor counts thoughts apart from the candidates, and cached input within the prompt. */
    private static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        long thoughts = JsonFields.tokens(usage, "thoughtsTokenCount");
        return new TokenUsage(
                JsonFields.tokens(usage, "promptTokenCount"),
                JsonFields.tokens(usage, "cachedContentTokenCount"),
                JsonFields.tokens(usage, "candidatesTokenCount") + thoughts,
                thoughts);
    }
}
