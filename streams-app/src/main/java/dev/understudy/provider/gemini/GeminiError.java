package dev.understudy.provider.gemini;

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
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The failure table for error replies ({@code google.rpc.Status}). The details lead: a wrong key is an invalid argument
 * to this vendor, and both a limit per minute and a used-up quota are {@code RESOURCE_EXHAUSTED}. See
 * https://ai.google.dev/gemini-api/docs/troubleshooting.
 */
final class GeminiError {
    private static final String DETAIL_TYPE = "@type";

    private final HttpReply reply;
    private final String status;
    private final String message;
    private final JsonNode details;
    private final String words;

    private GeminiError(HttpReply reply, JsonNode body) {
        JsonNode holder = body.isArray() ? body.path(0) : body;
        JsonNode error = holder.path("error");
        this.reply = reply;
        this.status = error.path("status").asText("");
        this.message = error.path("message").asText("");
        this.details = error.path("details");
        this.words = message.toLowerCase(Locale.ROOT);
    }

    /** Reads a reply with an error status. */
    static Reply reply(HttpReply reply) {
        JsonNode body = JsonReply.errorBody(reply);
        GeminiError error = new GeminiError(reply, body == null ? MissingNode.getInstance() : body);
        return error.failure(error.reason(reply.status()));
    }

    /** Reads an error that a gateway sent with status 200. */
    static Reply inSuccess(HttpReply reply, JsonNode body) {
        int status = body.path("error").path("code").asInt(0);
        GeminiError error = new GeminiError(reply, body);
        return error.failure(error.reason(status >= 400 && status < 600 ? status : 500));
    }

    private Reply failure(FailureReason reason) {
        String said = message.isBlank() ? "HTTP status " + reply.status() + " without a message" : message;
        String named = detail("ErrorInfo").path("reason").asText("");
        String code = named.isEmpty() ? status : named;
        return Reply.failure(reason, reply, code.isEmpty() ? null : code, said, ModelResponse.NONE)
                .waiting(retryDelay());
    }

    private FailureReason reason(int httpStatus) {
        return switch (detail("ErrorInfo").path("reason").asText("")) {
            case "API_KEY_INVALID", "API_KEY_EXPIRED", "ACCESS_TOKEN_EXPIRED" -> FailureReason.AUTHENTICATION_FAILED;
            case "CONSUMER_SUSPENDED", "USER_ACCOUNT_SUSPENDED" -> FailureReason.ACCOUNT_DEACTIVATED;
            case "BILLING_DISABLED" -> FailureReason.QUOTA_EXHAUSTED;
            case "API_KEY_SERVICE_BLOCKED", "SERVICE_DISABLED" -> FailureReason.PERMISSION_DENIED;
            default -> byStatus(httpStatus);
        };
    }

    private FailureReason byStatus(int httpStatus) {
        return switch (status) {
            case "UNAUTHENTICATED" -> FailureReason.AUTHENTICATION_FAILED;
            case "PERMISSION_DENIED" -> denied();
            case "RESOURCE_EXHAUSTED" -> exhausted();
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> invalidArgument(httpStatus);
            case "UNAVAILABLE" -> overloadedOr(httpStatus);
            default -> byHttpStatus(httpStatus);
        };
    }

    private FailureReason byHttpStatus(int httpStatus) {
        return switch (httpStatus) {
            case 400, 422 -> invalidArgument(httpStatus);
            case 403 -> denied();
            case 429 -> exhausted();
            case 503 -> overloadedOr(httpStatus);
            default -> StatusReason.of(httpStatus);
        };
    }

    private FailureReason overloadedOr(int httpStatus) {
        return says(ErrorWords.OVERLOADED) ? FailureReason.OVERLOADED : StatusReason.of(httpStatus);
    }

    private FailureReason denied() {
        if (says(ErrorWords.DEACTIVATED)) {
            return FailureReason.ACCOUNT_DEACTIVATED;
        }
        return words.contains("billing") ? FailureReason.QUOTA_EXHAUSTED : FailureReason.PERMISSION_DENIED;
    }

    /** The quota of a day is used up until tomorrow, whatever wait the vendor names; a shorter one is a rate. */
    private FailureReason exhausted() {
        boolean daily =
                detail("QuotaFailure").toString().toLowerCase(Locale.ROOT).contains("perday");
        if (daily) {
            return FailureReason.QUOTA_EXHAUSTED;
        }
        if (retryDelay() != null || RetryAfter.of(reply) != null) {
            return FailureReason.RATE_LIMITED;
        }
        return words.contains("billing") || words.contains("credits")
                ? FailureReason.QUOTA_EXHAUSTED
                : FailureReason.RATE_LIMITED;
    }

    private FailureReason invalidArgument(int httpStatus) {
        if (says(ErrorWords.CONTEXT)) {
            return FailureReason.CONTEXT_TOO_LONG;
        }
        if (words.contains("api key")) {
            return FailureReason.AUTHENTICATION_FAILED;
        }
        if (words.contains("billing")) {
            return FailureReason.QUOTA_EXHAUSTED;
        }
        // "User location is not supported for the API use."
        return words.contains("user location") ? FailureReason.PERMISSION_DENIED : StatusReason.of(httpStatus);
    }

    private @Nullable Duration retryDelay() {
        String delay = detail("RetryInfo").path("retryDelay").asText("");
        return delay.endsWith("s") ? RetryAfter.ofSeconds(delay.substring(0, delay.length() - 1)) : null;
    }

    private JsonNode detail(String type) {
        for (JsonNode detail : details) {
            if (detail.path(DETAIL_TYPE).asText("").endsWith("google.rpc." + type)) {
                return detail;
            }
        }
        return MissingNode.getInstance();
    }

    private boolean says(ErrorWords topic) {
        return topic.in(words);
    }
}
