package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.sandbox.script.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Google's generateContent ({@code POST /v1beta/models/{model}:generateContent}). */
public final class GeminiDialect implements ScriptedDialect {

    private static final String CALL = ":generateContent";

    private final AtomicLong ids = new AtomicLong();

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public boolean serves(String path) {
        return path.endsWith(CALL);
    }

    @Override
    public PromptText read(String path, JsonNode body) {
        String text = "";
        for (JsonNode message : body.path("contents")) {
            if (message.path("role").asText("user").equals("user")) {
                text = PromptParts.text(message.path("parts"));
            }
        }
        return new PromptText(path.substring(path.lastIndexOf('/') + 1, path.length() - CALL.length()), text);
    }

    @Override
    public byte[] answer(Completion completion) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("candidates");
            json.writeStartObject();
            json.writeObjectFieldStart("content");
            if (completion.content() != null) {
                json.writeArrayFieldStart("parts");
                json.writeStartObject();
                json.writeStringField("text", completion.content());
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeStringField("role", "model");
            json.writeEndObject();
            json.writeStringField("finishReason", finishReason(completion.finish()));
            json.writeNumberField("index", 0);
            json.writeEndObject();
            json.writeEndArray();
            json.writeObjectFieldStart("usageMetadata");
            json.writeNumberField("promptTokenCount", completion.promptTokens());
            json.writeNumberField("candidatesTokenCount", completion.completionTokens());
            json.writeNumberField("totalTokenCount", completion.promptTokens() + completion.completionTokens());
            json.writeEndObject();
            json.writeStringField("modelVersion", completion.model());
            json.writeStringField("responseId", "resp" + Long.toString(ids.incrementAndGet(), 36));
            json.writeEndObject();
        });
    }

    private static String finishReason(Completion.Finish finish) {
        return switch (finish) {
            case STOP -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
            case REFUSAL -> "PROHIBITED_CONTENT";
        };
    }

    @Override
    public ErrorAnswer error(Fault fault, Duration retryAfter) {
        int status = fault.status();
        return switch (fault) {
            case BAD_GATEWAY -> ErrorAnswer.proxyPage(status, "Bad Gateway");
            // A blocked prompt is no error to this vendor, but an answer without candidates.
            case CONTENT_POLICY ->
                ErrorAnswer.json(
                        200,
                        "{\"promptFeedback\":{\"blockReason\":\"SAFETY\",\"safetyRatings\":[]},\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9}}");
            case INVALID_API_KEY ->
                error(
                        400,
                        "INVALID_ARGUMENT",
                        "API key not valid. Please pass a valid API key.",
                        reason("API_KEY_INVALID"));
            case ACCOUNT_DEACTIVATED ->
                error(
                        403,
                        "PERMISSION_DENIED",
                        "Permission denied: Consumer 'project_number:123456789' has been suspended.",
                        reason("CONSUMER_SUSPENDED"));
            case PAYMENT_REQUIRED ->
                error(
                        403,
                        "PERMISSION_DENIED",
                        "This API method requires billing to be enabled.",
                        reason("BILLING_DISABLED"));
            case FORBIDDEN -> error(status, "PERMISSION_DENIED", "The caller does not have permission", null);
            case NOT_FOUND ->
                error(
                        status,
                        "NOT_FOUND",
                        "models/unknown is not found for API version v1beta, or is not supported for generateContent.",
                        null);
            case QUOTA_EXHAUSTED ->
                error(
                        status,
                        "RESOURCE_EXHAUSTED",
                        "You exceeded your current quota, please check your plan and billing details.",
                        "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel\"}]}");
            case RATE_LIMITED, RATE_LIMITED_DATE, RATE_LIMITED_MILLIS ->
                error(
                        status,
                        "RESOURCE_EXHAUSTED",
                        "Resource has been exhausted (e.g. check quota).",
                        "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\""
                                + retryAfter.toSeconds() + "s\"}");
            case RATE_LIMITED_NO_HINT ->
                error(status, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", null);
            default -> requestOrServer(fault);
        };
    }

    private static ErrorAnswer requestOrServer(Fault fault) {
        int status = fault.status();
        return switch (fault) {
            case UNSUPPORTED_FORMAT ->
                error(
                        status,
                        "INVALID_ARGUMENT",
                        "Invalid JSON payload received. Unknown name \"responseSchema\" at 'generation_config': Cannot find field.",
                        null);
            case CONTEXT_TOO_LONG ->
                error(
                        status,
                        "INVALID_ARGUMENT",
                        "The input token count (1203112) exceeds the maximum number of tokens allowed (1048576).",
                        null);
            case SERVER_ERROR ->
                error(status, "INTERNAL", "An internal error has occurred. Please retry or report.", null);
            case UNAVAILABLE -> error(status, "UNAVAILABLE", "The service is currently unavailable.", null);
            case OVERLOADED, OVERLOADED_529 ->
                error(status, "UNAVAILABLE", "The model is overloaded. Please try again later.", null);
            case REQUEST_TIMEOUT, GATEWAY_TIMEOUT ->
                error(status, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.", null);
            // This vendor has no 413.
            case PAYLOAD_TOO_LARGE ->
                error(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes.", null);
            default -> error(status, "INVALID_ARGUMENT", "Request contains an invalid argument.", null);
        };
    }

    private static String reason(String reason) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + reason
                + "\",\"domain\":\"googleapis.com\"}";
    }

    private static ErrorAnswer error(int code, String status, String message, @Nullable String detail) {
        return ErrorAnswer.json(code, JsonText.string(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", code);
            json.writeStringField("message", message);
            json.writeStringField("status", status);
            if (detail != null) {
                json.writeArrayFieldStart("details");
                json.writeRawValue(detail);
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }));
    }
}
