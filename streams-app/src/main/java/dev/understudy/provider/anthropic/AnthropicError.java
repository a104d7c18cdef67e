package dev.understudy.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.provider.dialect.ErrorWords;
import dev.understudy.provider.dialect.JsonReply;
import dev.understudy.provider.dialect.Reply;
import dev.understudy.provider.dialect.StatusReason;
import dev.understudy.provider.http.HttpReply;
import java.util.Locale;

/**
 * The failure table for error replies. The error type leads where it is more precise than the status; an empty balance
 * and a closed account arrive as {@code invalid_request_error}, told apart by words alone. See
 * https://platform.claude.com/docs/en/api/errors.
 */
final class AnthropicError {
    private final HttpReply reply;
    private final String type;
    private final String message;
    private final String words;

    private AnthropicError(HttpReply reply, JsonNode body) {
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        this.reply = reply;
        this.type = error.path("type").asText("");
        this.message = error.path("message").asText("");
        this.words = message.toLowerCase(Locale.ROOT);
    }

    /** Reads a reply with an error status. */
    static Reply reply(HttpReply reply) {
        JsonNode body = JsonReply.errorBody(reply);
        AnthropicError error = new AnthropicError(reply, body == null ? MissingNode.getInstance() : body);
        return error.failure(error.reason(reply.status()));
    }

    /** Reads an error that came with status 200, as gateways and broken streams send it. */
    static Reply inSuccess(HttpReply reply, JsonNode body) {
        AnthropicError error = new AnthropicError(reply, body);
        return error.failure(error.reason(500));
    }

    private Reply failure(FailureReason reason) {
        String said = message.isBlank() ? "HTTP status " + reply.status() + " without a message" : message;
        return Reply.failure(reason, reply, type.isBlank() ? null : type, said, ModelResponse.NONE);
    }

    private FailureReason reason(int status) {
        return switch (type) {
            case "invalid_request_error" -> status >= 500 ? invalidRequest(400) : invalidRequest(status);
            case "authentication_error" ->
                says(ErrorWords.DEACTIVATED) ? FailureReason.ACCOUNT_DEACTIVATED : FailureReason.AUTHENTICATION_FAILED;
            case "billing_error" -> FailureReason.QUOTA_EXHAUSTED;
            case "permission_error" -> forbidden();
            case "not_found_error" -> FailureReason.NOT_FOUND;
            case "request_too_large" -> FailureReason.CONTEXT_TOO_LONG;
            case "rate_limit_error" -> FailureReason.RATE_LIMITED;
            case "timeout_error" -> FailureReason.SERVER_ERROR;
            case "overloaded_error" -> FailureReason.OVERLOADED;
            default -> byStatus(status);
        };
    }

    private FailureReason byStatus(int status) {
        return switch (status) {
            case 400, 422 -> invalidRequest(status);
            case 401 ->
                says(ErrorWords.DEACTIVATED) ? FailureReason.ACCOUNT_DEACTIVATED : FailureReason.AUTHENTICATION_FAILED;
            case 403 -> forbidden();
            case 503 -> says(ErrorWords.OVERLOADED) ? FailureReason.OVERLOADED : FailureReason.SERVER_ERROR;
            default -> StatusReason.of(status);
        };
    }

    private FailureReason invalidRequest(int status) {
        if (says(ErrorWords.CONTEXT)) {
            return FailureReason.CONTEXT_TOO_LONG;
        }
        if (says(ErrorWords.DEACTIVATED)) {
            return FailureReason.ACCOUNT_DEACTIVATED;
        }
        if (says(ErrorWords.QUOTA)) {
            return FailureReason.QUOTA_EXHAUSTED;
        }
        return says(ErrorWords.FILTERED) ? FailureReason.CONTENT_FILTERED : StatusReason.of(status);
    }

    private FailureReason forbidden() {
        if (says(ErrorWords.DEACTIVATED)) {
            return FailureReason.ACCOUNT_DEACTIVATED;
        }
        return says(ErrorWords.QUOTA) ? FailureReason.QUOTA_EXHAUSTED : FailureReason.PERMISSION_DENIED;
    }

    private boolean says(ErrorWords topic) {
        return topic.in(words);
    }
}
