package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.sandbox.script.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Chat completions as OpenAI and the many who copy it speak them ({@code POST /v1/chat/completions}). */
public final class OpenAiDialect implements ScriptedDialect {

    private final AtomicLong ids = new AtomicLong();

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String basePath() {
        return "/v1";
    }

    @Override
    public boolean serves(String path) {
        return path.endsWith("/chat/completions");
    }

    @Override
    public PromptText read(String path, JsonNode body) {
        return PromptParts.lastUserMessage(body);
    }

    @Override
    public byte[] answer(Completion completion) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", "chatcmpl-" + Long.toString(ids.incrementAndGet(), 36));
            json.writeStringField("object", "chat.completion");
            json.writeNumberField("created", System.currentTimeMillis() / 1000);
            json.writeStringField("model", completion.model());
            json.writeArrayFieldStart("choices");
            json.writeStartObject();
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("message");
            json.writeStringField("role", "assistant");
            json.writeStringField("content", completion.content());
            json.writeStringField(
                    "refusal", completion.finish() == Completion.Finish.REFUSAL ? Completion.REFUSAL : null);
            json.writeArrayFieldStart("annotations");
            json.writeEndArray();
            json.writeEndObject();
            json.writeNullField("logprobs");
            json.writeStringField("finish_reason", finishReason(completion.finish()));
            json.writeEndObject();
            json.writeEndArray();
            json.writeObjectFieldStart("usage");
            json.writeNumberField("prompt_tokens", completion.promptTokens());
            json.writeNumberField("completion_tokens", completion.completionTokens());
            json.writeNumberField("total_tokens", completion.promptTokens() + completion.completionTokens());
            json.writeObjectFieldStart("prompt_tokens_details");
            json.writeNumberField("cached_tokens", 0);
            json.writeEndObject();
            json.writeObjectFieldStart("completion_tokens_details");
            json.writeNumberField("reasoning_tokens", 0);
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringField("system_fingerprint", "fp_sandbox");
            json.writeEndObject();
        });
    }

    private static String finishReason(Completion.Finish finish) {
        return switch (finish) {
            case STOP, REFUSAL -> "stop";
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    @Override
    public ErrorAnswer error(Fault fault, Duration retryAfter) {
        int status = fault.status();
        String invalid = "invalid_request_error";
        return switch (fault) {
            case INVALID_API_KEY ->
                error(status, "Incorrect API key provided: sk-****beef.", invalid, null, "invalid_api_key");
            case ACCOUNT_DEACTIVATED ->
                error(
                        status,
                        "The OpenAI account associated with this API key has been deactivated.",
                        invalid,
                        null,
                        "account_deactivated");
            case PAYMENT_REQUIRED -> error(status, "Insufficient Balance", "unknown_error", null, invalid);
            case FORBIDDEN ->
                error(
                        status,
                        "Country, region, or territory not supported",
                        "request_forbidden",
                        null,
                        "unsupported_country_region_territory");
            case NOT_FOUND ->
                error(
                        status,
                        "The model does not exist or you do not have access to it.",
                        invalid,
                        null,
                        "model_not_found");
            case RATE_LIMITED, RATE_LIMITED_NO_HINT, RATE_LIMITED_DATE, RATE_LIMITED_MILLIS ->
                error(
                        status,
                        "Rate limit reached on requests per min (RPM): Limit 500, Used 500, Requested 1.",
                        "requests",
                        null,
                        "rate_limit_exceeded");
            case QUOTA_EXHAUSTED ->
                error(
                        status,
                        "You exceeded your current quota, please check your plan and billing details.",
                        "insufficient_quota",
                        null,
                        "insufficient_quota");
            default -> requestOrServer(fault);
        };
    }

    private static ErrorAnswer requestOrServer(Fault fault) {
        int status = fault.status();
        String invalid = "invalid_request_error";
        return switch (fault) {
            case UNSUPPORTED_FORMAT ->
                error(
                        status,
                        "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
                        invalid,
                        "response_format",
                        null);
            case CONTEXT_TOO_LONG ->
                error(
                        status,
                        "This model's maximum context length is 128000 tokens. However, your messages resulted in 131072"
                                + " tokens. Please reduce the length of the messages.",
                        invalid,
                        "messages",
                        "context_length_exceeded");
            case CONTENT_POLICY ->
                error(
                        status,
                        "The response was filtered due to the prompt triggering the content management policy. Please"
                                + " modify your prompt and retry.",
                        null,
                        "prompt",
                        "content_filter");
            case BAD_GATEWAY -> ErrorAnswer.proxyPage(status, "Bad Gateway");
            case GATEWAY_TIMEOUT -> ErrorAnswer.proxyPage(status, "Gateway Time-out");
            case SERVER_ERROR ->
                error(
                        status,
                        "The server had an error while processing your request. Sorry about that!",
                        "server_error",
                        null,
                        null);
            case UNAVAILABLE -> error(status, "Service Unavailable.", "service_unavailable_error", null, null);
            case OVERLOADED, OVERLOADED_529 ->
                error(
                        status,
                        "The engine is currently overloaded, please try again later.",
                        "server_error",
                        null,
                        "overloaded");
            case REQUEST_TIMEOUT -> error(status, "Request timed out.", "timeout", null, null);
            case PAYLOAD_TOO_LARGE ->
                error(status, "Request body is too large.", "invalid_request_error", null, "request_too_large");
            case UNPROCESSABLE ->
                error(status, "Unprocessable entity: messages.0.content.", "invalid_request_error", "messages", null);
            default ->
                error(status, "We could not parse the body of your request.", "invalid_request_error", null, null);
        };
    }

    private static ErrorAnswer error(
            int status, String message, @Nullable String type, @Nullable String param, @Nullable String code) {
        return ErrorAnswer.json(status, JsonText.string(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", message);
            json.writeStringField("type", type);
            json.writeStringField("param", param);
            json.writeStringField("code", code);
            json.writeEndObject();
            json.writeEndObject();
        }));
    }
}
