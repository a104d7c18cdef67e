package dev.understudy.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.provider.dialect.ErrorWords;
import dev.understudy.provider.dialect.JsonReply;
import dev.understudy.provider.dialect.Reply;
import dev.understudy.provider.dialect.RetryAfter;
import dev.understudy.provider.dialect.StatusReason;
import dev.understudy.provider.http.HttpReply;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The failure table for error replies. The status leads; codes and words tell apart what shares one. Codes count before
 * words, because the words of a rate limit name billing as a remedy. See
 * https://platform.openai.com/docs/guides/error-codes.
 */
final class OpenAiError {
    private static final Pattern RATE_CODE = Pattern.compile("rate_limit|rate-limit|too_many_requests");
    private static final Pattern QUOTA_CODE = Pattern.compile("quota|billing|balance|credit|payment");
    private static final Pattern RATE_WORDS = Pattern.compile("rate limit|too many requests|per minute|per second");

    private final HttpReply reply;
    private final String code;
    private final String message;
    /** Code and type, then all words, in lower case. */
    private final String codes;

    private final String words;

    private OpenAiError(HttpReply reply, JsonNode body) {
        JsonNode holder = body.isArray() ? body.path(0) : body;
        JsonNode error = holder.path("error").isObject() ? holder.path("error") : holder;
        String type = error.path("type").asText("");
        String named = error.path("code").asText("");
        this.reply = reply;
        this.code = named.isEmpty() || named.equals("null") ? type : named;
        this.message = firstText(error.path("message"), holder.path("error"), holder.path("detail"));
        this.codes = (named + ' ' + type).toLowerCase(Locale.ROOT);
        this.words = (codes
                        + ' '
                        + message
                        + ' '
                        + error.path("innererror").path("code").asText(""))
                .toLowerCase(Locale.ROOT);
    }

    /** Reads a reply with an error status. */
    static Reply reply(HttpReply reply) {
        JsonNode body = JsonReply.errorBody(reply);
        OpenAiError error = new OpenAiError(reply, body == null ? MissingNode.getInstance() : body);
        return error.failure(error.reason(reply.status()));
    }

    /** Reads an error that a gateway sent with status 200; its code may be the status that it got. */
    static Reply inSuccess(HttpReply reply, JsonNode body) {
        OpenAiError error = new OpenAiError(reply, body);
        int status = body.path("error").path("code").asInt(0);
        return error.failure(status >= 400 && status < 600 ? error.reason(status) : error.reasonWithoutStatus());
    }

    private Reply failure(FailureReason reason) {
        String said = message.isBlank() ? "HTTP status " + reply.status() + " without a message" : message;
        return Reply.failure(reason, reply, code.isBlank() ? null : code, said, ModelResponse.NONE);
    }

    private FailureReason reason(int status) {
        return switch (status) {
            case 400, 422 -> badRequest();
            case 401 ->
                says(ErrorWords.DEACTIVATED) ? FailureReason.ACCOUNT_DEACTIVATED : FailureReason.AUTHENTICATION_FAILED;
            case 403 -> forbidden();
            case 429 -> tooMany();
            case 503 -> says(ErrorWords.OVERLOADED) ? FailureReason.OVERLOADED : FailureReason.SERVER_ERROR;
            default -> StatusReason.of(status);
        };
    }

    private FailureReason badRequest() {
        if (says(ErrorWords.CONTEXT)) {
            return FailureReason.CONTEXT_TOO_LONG;
        }
        if (says(ErrorWords.FILTERED)) {
            return FailureReason.CONTENT_FILTERED;
        }
        if (QUOTA_CODE.matcher(codes).find()) {
            return FailureReason.QUOTA_EXHAUSTED;
        }
        return codes.contains("invalid_api_key") ? FailureReason.AUTHENTICATION_FAILED : FailureReason.BAD_REQUEST;
    }

    private FailureReason forbidden() {
        if (says(ErrorWords.DEACTIVATED)) {
            return FailureReason.ACCOUNT_DEACTIVATED;
        }
        if (says(ErrorWords.FILTERED)) {
            return FailureReason.CONTENT_FILTERED;
        }
        return says(ErrorWords.QUOTA) ? FailureReason.QUOTA_EXHAUSTED : FailureReason.PERMISSION_DENIED;
    }

    private FailureReason tooMany() {
        if (QUOTA_CODE.matcher(codes).find()) {
            return FailureReason.QUOTA_EXHAUSTED;
        }
        if (RATE_CODE.matcher(codes).find() || RATE_WORDS.matcher(words).find() || RetryAfter.of(reply) != null) {
            return FailureReason.RATE_LIMITED;
        }
        return says(ErrorWords.QUOTA) ? FailureReason.QUOTA_EXHAUSTED : FailureReason.RATE_LIMITED;
    }

    private FailureReason reasonWithoutStatus() {
        if (RATE_CODE.matcher(codes).find()) {
            return FailureReason.RATE_LIMITED;
        }
        FailureReason reason = badRequest();
        if (reason != FailureReason.BAD_REQUEST) {
            return reason;
        }
        return says(ErrorWords.OVERLOADED) ? FailureReason.OVERLOADED : FailureReason.SERVER_ERROR;
    }

    private boolean says(ErrorWords topic) {
        return topic.in(words);
    }

    private static String firstText(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate.isTextual()) {
                return candidate.asText();
            }
        }
        return "";
    }
}
