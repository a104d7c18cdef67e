package dev.understudy.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.StructuredOutput;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.prompt.AnswerSchema;
import dev.understudy.prompt.SamplePrompts;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.dialect.EncodedRequest;
import dev.understudy.provider.dialect.Reply;
import dev.understudy.provider.http.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicDialectTest {
    private static final ChatRequest REQUEST =
            new ChatRequest("request-1", SamplePrompts.of("be brief", "the alert"), Duration.ofSeconds(5));

    private final AnthropicDialect dialect = new AnthropicDialect();

    private EncodedRequest encoded(SampleProviders provider) {
        return dialect.encode(REQUEST, provider.build(), "sk-key");
    }

    private JsonNode body(SampleProviders provider) {
        try {
            return new ObjectMapper().readTree(encoded(provider).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Reply decode(int status, String body, Map<String, String> headers) {
        return dialect.decode(new HttpReply(
                status, headers, body.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-03-14T01:52:00Z")));
    }

    private Outcome.Failed failed(int status, String body) {
        Reply reply = decode(status, body, Map.of());
        assertThat(reply).isInstanceOf(Reply.Failure.class);
        return ((Reply.Failure) reply).failed();
    }

    private static String message(String content, String stop) {
        return """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5-2025","content":%s,
                 "stop_reason":%s,"usage":{"input_tokens":100,"cache_creation_input_tokens":5,
                 "cache_read_input_tokens":20,"output_tokens":30}}""".formatted(content, stop);
    }

    @Test
    void shouldAskInTheOutputSchema() {
        JsonNode body = body(SampleProviders.anthropic());

        assertThat(body.path("model").asText()).isEqualTo("gpt-5-mini");
        assertThat(body.path("system").asText()).isEqualTo("be brief");
        assertThat(body.at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(body.at("/messages/0/content").asText()).isEqualTo("the alert");
        assertThat(body.path("messages")).hasSize(1);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(1_000);
        assertThat(body.at("/output_config/format/type").asText()).isEqualTo("json_schema");
        assertThat(body.at("/output_config/format/schema"))
                .isEqualTo(AnswerSchema.current().sent());
        assertThat(body.has("tools")).isFalse();
        assertThat(body.has("temperature")).isFalse();
    }

    @Test
    void shouldForceAToolInJsonMode() {
        JsonNode body = body(SampleProviders.anthropic().structured(StructuredOutput.JSON));

        assertThat(body.at("/tools/0/name").asText()).isEqualTo(AnthropicDialect.TOOL);
        assertThat(body.at("/tools/0/input_schema"))
                .isEqualTo(AnswerSchema.current().sent());
        assertThat(body.at("/tool_choice/type").asText()).isEqualTo("tool");
        assertThat(body.at("/tool_choice/name").asText()).isEqualTo(AnthropicDialect.TOOL);
        assertThat(body.has("output_config")).isFalse();
    }

    @Test
    void shouldAskForNothingInPromptMode() {
        JsonNode body = body(SampleProviders.anthropic().structured(StructuredOutput.PROMPT));

        assertThat(body.has("output_config")).isFalse();
        assertThat(body.has("tools")).isFalse();
    }

    @Test
    void shouldSendWhatIsConfiguredOnTop() {
        assertThat(body(SampleProviders.anthropic().temperature("0.2"))
                        .path("temperature")
                        .asDouble())
                .isEqualTo(0.2);
        assertThat(body(SampleProviders.anthropic().maxOutputTokensField("max_new"))
                        .path("max_new")
                        .asInt())
                .isEqualTo(1_000);
        assertThat(body(SampleProviders.anthropic().body("thinking", Map.of("type", "disabled")))
                        .at("/thinking/type")
                        .asText())
                .isEqualTo("disabled");
    }

    @Test
    void shouldSendTheKeyAndTheVersion() {
        var provider = SampleProviders.anthropic().build();

        assertThat(dialect.encode(REQUEST, provider, "sk-key").headers())
                .isEqualTo(Map.of("x-api-key", "sk-key", "anthropic-version", "2023-06-01"));
        assertThat(dialect.encode(REQUEST, provider, null).headers()).doesNotContainKey("x-api-key");
        assertThat(dialect.encode(REQUEST, provider, "sk-key").toString()).doesNotContain("sk-key");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com, /v1/messages",
        "https://api.anthropic.com/, /v1/messages",
        "https://api.anthropic.com/v1, /messages",
        "https://gateway.example.com/anthropic, /v1/messages",
        "https://gateway.example.com/anthropic/v1/, /messages",
    })
    void shouldTakeABaseUrlWithAndWithoutTheVersion(String baseUrl, String path) {
        assertThat(encoded(SampleProviders.anthropic().at(baseUrl)).path()).isEqualTo(path);
    }

    @Test
    void shouldReadTextAndUsage() {
        String content = "[{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\",\"text\":\"wo\"},"
                + "{\"type\":\"text\",\"text\":\"rds\"}]";
        Reply reply = decode(200, message(content, "\"end_turn\""), Map.of());

        assertThat(reply).isInstanceOf(Reply.Text.class);
        Reply.Text text = (Reply.Text) reply;
        assertThat(text.text()).isEqualTo("words");
        assertThat(text.response().model()).isEqualTo("claude-haiku-4-5-2025");
        assertThat(text.response().id()).isEqualTo("msg_1");
        assertThat(text.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(text.response().usage()).isEqualTo(new TokenUsage(125, 20, 30, 0));
    }

    @Test
    void shouldReadTheInputOfTheTool() {
        String content = "[{\"type\":\"text\",\"text\":\"I will record it.\"},{\"type\":\"tool_use\",\"id\":\"t\","
                + "\"name\":\"record_incident_enrichment\",\"input\":{\"title\":\"a\"}}]";

        assertThat(decode(200, message(content, "\"tool_use\""), Map.of()))
                .isInstanceOfSatisfying(
                        Reply.Text.class, text -> assertThat(text.text()).isEqualTo("{\"title\":\"a\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMPTY_ANSWER     | []                                 | \"end_turn\"",
                "EMPTY_ANSWER     | [{\"type\":\"text\",\"text\":\"\"}] | \"end_turn\"",
                "EMPTY_ANSWER     | []                                 | null",
                "TRUNCATED_ANSWER | [{\"type\":\"text\",\"text\":\"{\"}] | \"max_tokens\"",
                "TRUNCATED_ANSWER | []                                 | \"model_context_window_exceeded\"",
                "REFUSED          | [{\"type\":\"text\",\"text\":\"no\"}] | \"refusal\"",
                "WRONG_SHAPE      | null                               | \"end_turn\"",
                "WRONG_SHAPE      | \"words\"                          | \"end_turn\"",
            })
    void shouldNameWhatIsWrongWithAMessage(FailureReason reason, String content, String stop) {
        Outcome.Failed failed = failed(200, message(content, stop));

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail().httpStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMPTY_ANSWER   | ``",
                "NOT_JSON       | <html>sign in</html>",
                "WRONG_SHAPE    | {\"hello\":\"world\"}",
                "TRUNCATED_BODY | {\"content\":[{\"type\":\"te",
                "OVERLOADED     | {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}",
                "SERVER_ERROR   | {\"error\":{\"message\":\"upstream failed\"}}",
            })
    void shouldNameWhatIsWrongWithASuccess(FailureReason reason, String body) {
        assertThat(failed(200, body).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | invalid_request_error | prompt is too long: 208310 tokens > 200000 maximum  | CONTEXT_TOO_LONG",
                "400 | invalid_request_error | Your credit balance is too low to access the API    | QUOTA_EXHAUSTED",
                "400 | invalid_request_error | You have reached your specified API usage limits.   | QUOTA_EXHAUSTED",
                "400 | invalid_request_error | This organization has been disabled.                | ACCOUNT_DEACTIVATED",
                "400 | invalid_request_error | Output blocked by content filtering policy          | CONTENT_FILTERED",
                "400 | invalid_request_error | messages: Field required                            | BAD_REQUEST",
                "400 |                       | bad                                                 | BAD_REQUEST",
                "401 | authentication_error  | invalid x-api-key                                   | AUTHENTICATION_FAILED",
                "401 | authentication_error  | Your account has been deactivated                   | ACCOUNT_DEACTIVATED",
                "401 |                       | Unauthorized                                        | AUTHENTICATION_FAILED",
                "402 | billing_error         | There is an issue with your billing                 | QUOTA_EXHAUSTED",
                "402 |                       |                                                     | QUOTA_EXHAUSTED",
                "403 | permission_error      | Your API key may not use this resource              | PERMISSION_DENIED",
                "403 | permission_error      | Your account has been disabled                      | ACCOUNT_DEACTIVATED",
                "403 |                       | Request not allowed                                 | PERMISSION_DENIED",
                "404 | not_found_error       | model: unknown                                      | NOT_FOUND",
                "408 | timeout_error         | Request timed out                                   | SERVER_ERROR",
                "413 | request_too_large     | Request exceeds the maximum size                    | CONTEXT_TOO_LONG",
                "413 |                       | Payload Too Large                                   | CONTEXT_TOO_LONG",
                "422 |                       | Unprocessable                                       | BAD_REQUEST",
                "429 | rate_limit_error      | exceeds your rate limit; see billing to raise it    | RATE_LIMITED",
                "429 |                       |                                                     | RATE_LIMITED",
                "500 | api_error             | Internal server error                               | SERVER_ERROR",
                "502 |                       | Bad gateway                                         | SERVER_ERROR",
                "503 |                       | Service Unavailable                                 | SERVER_ERROR",
                "503 | api_error             | overloaded                                          | OVERLOADED",
                "504 | timeout_error         | timed out                                           | SERVER_ERROR",
                "529 | overloaded_error      | Overloaded                                          | OVERLOADED",
                "529 |                       |                                                     | OVERLOADED",
                "301 |                       | Moved                                               | NOT_FOUND",
                "405 |                       | Method not allowed                                  | BAD_REQUEST",
            })
    void shouldMapEveryRowOfTheFailureTable(int status, String type, String message, FailureReason reason) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":%s,\"message\":\"%s\"},\"request_id\":\"req_1\"}"
                .formatted(type == null ? "\"\"" : '"' + type + '"', message == null ? "" : message);

        Outcome.Failed failed = failed(status, body);

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail().httpStatus()).isEqualTo(status);
        assertThat(failed.detail().errorCode()).isEqualTo(type);
        assertThat(failed.detail().message()).isNotBlank();
        assertThat(failed.detail().answerBegan()).isTrue();
    }

    @Test
    void shouldReadHowLongToWait() {
        Reply reply = decode(
                429, "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}", Map.of("retry-after", "20"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Failure.class, failure -> assertThat(
                        failure.failed().detail().retryAfter())
                .isEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void shouldBearAnErrorThatIsNoJson() {
        assertThat(failed(502, "<html>Bad Gateway</html>").reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(failed(401, "").reason()).isEqualTo(FailureReason.AUTHENTICATION_FAILED);
    }
}
