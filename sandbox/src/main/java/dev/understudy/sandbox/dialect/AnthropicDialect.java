package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.sandbox.script.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Anthropic's messages ({@code POST /v1/messages}). */
public final class AnthropicDialect implements ScriptedDialect {

    private static final int OVERLOADED = 529;

    private final AtomicLong ids = new AtomicLong();

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public boolean serves(String path) {
        return path.endsWith("/messages");
    }

    @Override
    public PromptText read(String path, JsonNode body) {
        PromptText prompt = PromptParts.lastUserMessage(body);
        JsonNode choice = body.path("tool_choice");
        return choice.path("type").asText("").equals("tool")
                ? new PromptText(
                        prompt.model(), prompt.text(), choice.path("name").asText())
                : prompt;
    }

    @Override
    public byte[] answer(Completion completion) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", "msg_" + Long.toString(ids.incrementAndGet(), 36));
            json.writeStringField("type", "message");
            json.writeStringField("role", "assistant");
            json.writeStringField("model", completion.model());
            json.writeArrayFieldStart("content");
            boolean calls = callsTool(completion);
            if (calls) {
                writeToolUse(json, completion);
            } else if (completion.content() != null) {
                json.writeStartObject();
                json.writeStringField("type", "text");
                json.writeStringField("text", completion.content());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("stop_reason", calls ? "tool_use" : stopReason(completion.finish()));
            json.writeNullField("stop_sequence");
            json.writeObjectFieldStart("usage");
            json.writeNumberField("input_tokens", completion.promptTokens());
            json.writeNumberField("cache_creation_input_tokens", 0);
            json.writeNumberField("cache_read_input_tokens", 0);
            json.writeNumberField("output_tokens", completion.completionTokens());
            json.writeStringField("service_tier", "standard");
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** The input of a tool is an object: what is none comes as text. */
    private static boolean callsTool(Completion completion) {
        String content = completion.content();
        return completion.tool() != null
                && completion.finish() == Completion.Finish.STOP
                && content != null
                && content.startsWith("{");
    }

    private void writeToolUse(JsonGenerator json, Completion completion) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "tool_use");
        json.writeStringField("id", "toolu_" + Long.toString(ids.incrementAndGet(), 36));
        json.writeStringField("name", completion.tool());
        json.writeFieldName("input");
        json.writeRawValue(completion.content());
        json.writeEndObject();
    }

    private static String stopReason(Completion.Finish finish) {
        return switch (finish) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case CONTENT_FILTER, REFUSAL -> "refusal";
        };
    }

    @Override
    public ErrorAnswer error(Fault fault, Duration retryAfter) {
        int status = fault.status();
        String invalid = "invalid_request_error";
        return switch (fault) {
            case BAD_GATEWAY -> ErrorAnswer.proxyPage(status, "Bad Gateway");
            case GATEWAY_TIMEOUT -> error(status, "timeout_error", "Request timed out. Please try again.");
            case UNSUPPORTED_FORMAT ->
                error(status, invalid, "output_config.format: this model does not support structured outputs");
            case CONTEXT_TOO_LONG -> error(status, invalid, "prompt is too long: 208310 tokens > 200000 maximum");
            case CONTENT_POLICY -> error(status, invalid, "Output blocked by content filtering policy");
            case INVALID_API_KEY -> error(status, "authentication_error", "invalid x-api-key");
            // Both arrive as a 400: the vendor has no status of its own for them.
            case ACCOUNT_DEACTIVATED -> error(400, invalid, "This organization has been disabled.");
            case QUOTA_EXHAUSTED ->
                error(
                        400,
                        invalid,
                        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.");
            case PAYMENT_REQUIRED ->
                error(status, "billing_error", "There is an issue with your billing or payment information.");
            case FORBIDDEN ->
                error(
                        status,
                        "permission_error",
                        "Your API key does not have permission to use the specified resource.");
            case NOT_FOUND -> error(status, "not_found_error", "model: unknown");
            case REQUEST_TIMEOUT -> error(status, "timeout_error", "Request timed out.");
            case PAYLOAD_TOO_LARGE -> error(status, "request_too_large", "Request exceeds the maximum size");
            case RATE_LIMITED, RATE_LIMITED_NO_HINT, RATE_LIMITED_DATE, RATE_LIMITED_MILLIS ->
                error(
                        status,
                        "rate_limit_error",
                        "This request would exceed your organization's rate limit of 50 requests per minute.");
            case SERVER_ERROR -> error(status, "api_error", "Internal server error");
            case UNAVAILABLE -> error(status, "api_error", "Service unavailable");
            case OVERLOADED, OVERLOADED_529 -> error(OVERLOADED, "overloaded_error", "Overloaded");
            default -> error(status, invalid, "messages: Field required");
        };
    }

    private static ErrorAnswer error(int status, String type, String message) {
        return ErrorAnswer.json(status, JsonText.string(json -> {
            json.writeStartObject();
            json.writeStringField("type", "error");
            json.writeObjectFieldStart("error");
            json.writeStringField("type", type);
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeStringField("request_id", "req_sandbox");
            json.writeEndObject();
        }));
    }
}
