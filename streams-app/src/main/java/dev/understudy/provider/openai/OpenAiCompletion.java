package dev.understudy.provider.openai;

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

/** Reads a chat completion. */
final class OpenAiCompletion {
    private OpenAiCompletion() {}

    static Reply reply(HttpReply reply, JsonNode completion) {
        if (completion.hasNonNull("error")) {
            return OpenAiError.inSuccess(reply, completion);
        }
        JsonNode choice = completion.path("choices").path(0);
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            return Reply.failure(FailureReason.WRONG_SHAPE, reply, "the body has no choices[0].message");
        }
        ModelResponse response = response(completion, choice);
        FailureReason reason = reason(response, message);
        if (reason != null) {
            return AnswerWords.failure(reason, reply, response);
        }
        String content = content(message.path("content"));
        if (content == null) {
            return Reply.failure(
                    FailureReason.WRONG_SHAPE, reply, null, "choices[0].message.content is no text", response);
        }
        return content.isBlank()
                ? AnswerWords.failure(FailureReason.EMPTY_ANSWER, reply, response)
                : new Reply.Text(content, response);
    }

    private static @Nullable FailureReason reason(ModelResponse response, JsonNode message) {
        if (!message.path("refusal").asText("").isBlank()) {
            return FailureReason.REFUSED;
        }
        FinishReason finish = response.finishReason();
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

    /** The text of a message, which some vendors send in parts; null when it is something else. */
    private static @Nullable String content(JsonNode content) {
        if (content.isNull() || content.isMissingNode()) {
            return "";
        }
        if (content.isArray()) {
            StringBuilder text = new StringBuilder();
            content.forEach(part -> text.append(part.path("text").asText("")));
            return text.toString();
        }
        return content.isTextual() ? content.asText() : null;
    }

    private static ModelResponse response(JsonNode completion, JsonNode choice) {
        return new ModelResponse(
                JsonFields.name(completion, "model"),
                JsonFields.name(completion, "id"),
                finish(choice.path("finish_reason").asText("")),
                usage(completion.path("usage")));
    }

    private static @Nullable FinishReason finish(String reason) {
        return switch (reason) {
            case "" -> null;
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.OTHER;
        };
    }

    private static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        return new TokenUsage(
                JsonFields.tokens(usage, "prompt_tokens"),
                JsonFields.tokens(usage.path("prompt_tokens_details"), "cached_tokens"),
                JsonFields.tokens(usage, "completion_tokens"),
                JsonFields.tokens(usage.path("completion_tokens_details"), "reasoning_tokens"));
    }
}
