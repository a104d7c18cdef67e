package dev.understudy.provider.anthropic;

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

/** Reads a message: the input of our tool when the model called it, else its text. */
final class AnthropicMessage {
    private AnthropicMessage() {}

    static Reply reply(HttpReply reply, JsonNode message) {
        if (message.hasNonNull("error")) {
            return AnthropicError.inSuccess(reply, message);
        }
        if (!message.path("content").isArray()) {
            return Reply.failure(FailureReason.WRONG_SHAPE, reply, "the body has no list named content");
        }
        ModelResponse response = response(message);
        FailureReason reason = reason(response.finishReason());
        if (reason != null) {
            return AnswerWords.failure(reason, reply, response);
        }
        String text = text(message.path("content"));
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

    /** Thinking comes in blocks of its own, which are passed over. */
    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder();
        for (JsonNode block : content) {
            String type = block.path("type").asText("");
            if (type.equals("tool_use") && block.path("name").asText("").equals(AnthropicDialect.TOOL)) {
                return block.path("input").toString();
            }
            if (type.equals("text")) {
                text.append(block.path("text").asText(""));
            }
        }
        return text.toString();
    }

    private static ModelResponse response(JsonNode message) {
        return new ModelResponse(
                JsonFields.name(message, "model"),
                JsonFields.name(message, "id"),
                finish(message.path("stop_reason").asText("")),
                usage(message.path("usage")));
    }

    private static @Nullable FinishReason finish(String reason) {
        return switch (reason) {
            case "", "null" -> null;
            case "end_turn", "stop_sequence", "tool_use" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.OTHER;
        };
    }

    /** The vendor counts what it read from and wrote to its cache apart from the other input. */
    private static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        long cached = JsonFields.tokens(usage, "cache_read_input_tokens");
        return new TokenUsage(
                JsonFields.tokens(usage, "input_tokens")
                        + JsonFields.tokens(usage, "cache_creation_input_tokens")
                        + cached,
                cached,
                JsonFields.tokens(usage, "output_tokens"),
                0);
    }
}
