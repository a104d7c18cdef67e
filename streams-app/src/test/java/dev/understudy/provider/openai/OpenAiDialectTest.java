package dev.understudy.provider.openai;

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

class OpenAiDialectTest {
    private static final Instant NOW = Instant.parse("2026-03-14T01:52:00Z");
    private static final ChatRequest REQUEST =
            new ChatRequest("request-1", SamplePrompts.of("be brief", "the alert"), Duration.ofSeconds(5));

    private final OpenAiDialect dialect = new OpenAiDialect();

    private JsonNode body(SampleProviders provider) {
        EncodedRequest encoded = dialect.encode(REQUEST, provider.build(), "sk-key");
        try {
            return new ObjectMapper().readTree(encoded.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpReply reply(int status, String body, Map<String, String> headers) {
        return new HttpReply(status, headers, body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private Outcome.Failed failed(int status, String body, Map<String, String> headers) {
        Reply reply = dialect.decode(reply(status, body, headers));
        assertThat(reply).isInstanceOf(Reply.Failure.class);
        return ((Reply.Failure) reply).failed();
    }

    private Outcome.Failed failed(int status, String body) {
        return failed(status, body, Map.of());
    }

    private static String completion(String message, String finish) {
        return """
                {"id":"chatcmpl-1","model":"gpt-5-mini-2026","choices":[{"message":%s,"finish_reason":%s}],
                 "usage":{"prompt_tokens":120,"completion_tokens":30,"prompt_tokens_details":{"cached_tokens":20},
                          "completion_tokens_details":{"reasoning_tokens":10}}}""".formatted(message, finish);
    }

    @Test
    void shouldAskInTheOutputSchema() {
        JsonNode body = body(SampleProviders.openAi().at("https://api.openai.com/v1"));

        assertThat(body.path("model").asText()).isEqualTo("gpt-5-mini");
        assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(body.at("/messages/0/content").asText()).isEqualTo("be brief");
        assertThat(body.at("/messages/1/role").asText()).isEqualTo("user");
        assertThat(body.at("/messages/1/content").asText()).isEqualTo("the alert");
        assertThat(body.at("/response_format/type").asText()).isEqualTo("json_schema");
        assertThat(body.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(body.at("/response_format/json_schema/schema"))
                .isEqualTo(AnswerSchema.current().sent());
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(1_000);
        assertThat(body.has("temperature")).isFalse();
    }

    @Test
    void shouldAskForPlainJsonOrNothing() {
        assertThat(body(SampleProviders.openAi().structured(StructuredOutput.JSON))
                        .at("/response_format/type")
                        .asText())
                .isEqualTo("json_object");
        assertThat(body(SampleProviders.openAi().structured(StructuredOutput.PROMPT))
                        .has("response_format"))
                .isFalse();
    }

    @Test
    void shouldSendWhatIsConfiguredOnTop() {
        assertThat(body(SampleProviders.openAi()).path("max_tokens").asInt()).isEqualTo(1_000);
        assertThat(body(SampleProviders.openAi().maxOutputTokensField("n_predict"))
                        .path("n_predict")
                        .asInt())
                .isEqualTo(1_000);
        assertThat(body(SampleProviders.openAi().temperature("0.2"))
                        .path("temperature")
                        .asDouble())
                .isEqualTo(0.2);
        assertThat(body(SampleProviders.openAi().body("reasoning", Map.of("effort", "low")))
                        .at("/reasoning/effort")
                        .asText())
                .isEqualTo("low");
        assertThat(body(SampleProviders.openAi().body("model", "other"))
                        .path("model")
                        .asText())
                .isEqualTo("other");
    }

    @Test
    void shouldSendTheKeyAsABearer() {
        var provider = SampleProviders.openAi().build();

        assertThat(dialect.encode(REQUEST, provider, "sk-key").headers())
                .containsEntry("Authorization", "Bearer sk-key");
        assertThat(dialect.encode(REQUEST, provider, null).headers()).isEmpty();
        assertThat(dialect.encode(REQUEST, provider, "sk-key").toString()).doesNotContain("sk-key");
    }

    @Test
    void shouldReadTextAndUsage() {
        Reply reply = dialect.decode(reply(200, completion("{\"content\":\"words\"}", "\"stop\""), Map.of()));

        assertThat(reply).isInstanceOf(Reply.Text.class);
        Reply.Text text = (Reply.Text) reply;
        assertThat(text.text()).isEqualTo("words");
        assertThat(text.response().model()).isEqualTo("gpt-5-mini-2026");
        assertThat(text.response().id()).isEqualTo("chatcmpl-1");
        assertThat(text.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(text.response().usage()).isEqualTo(new TokenUsage(120, 20, 30, 10));
    }

    @Test
    void shouldReadTextInParts() {
        String message = "{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}";

        assertThat(dialect.decode(reply(200, completion(message, "null"), Map.of())))
                .isInstanceOfSatisfying(
                        Reply.Text.class, text -> assertThat(text.text()).isEqualTo("ab"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMPTY_ANSWER     | {\"content\":null}                     | \"stop\"",
                "EMPTY_ANSWER     | {\"content\":\"\"}                     | \"stop\"",
                "EMPTY_ANSWER     | {\"role\":\"assistant\"}               | null",
                "TRUNCATED_ANSWER | {\"content\":\"{\"}                    | \"length\"",
                "TRUNCATED_ANSWER | {\"content\":null}                     | \"length\"",
                "CONTENT_FILTERED | {\"content\":\"{}\"}                   | \"content_filter\"",
                "REFUSED          | {\"content\":null,\"refusal\":\"no\"}  | \"stop\"",
                "WRONG_SHAPE      | {\"content\":{\"a\":1}}                | \"stop\"",
                "WRONG_SHAPE      | null                                   | \"stop\"",
            })
    void shouldNameWhatIsWrongWithACompletion(FailureReason reason, String message, String finish) {
        Outcome.Failed failed = failed(200, completion(message, finish));

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail().httpStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMPTY_ANSWER   | ``",
                "EMPTY_ANSWER   | ` `",
                "NOT_JSON       | <html>sign in</html>",
                "NOT_JSON       | Internal error",
                "WRONG_SHAPE    | {\"hello\":\"world\"}",
                "WRONG_SHAPE    | {\"choices\":[]}",
                "WRONG_SHAPE    | [1,2]",
                "TRUNCATED_BODY | {\"choices\":[{\"message\":{\"cont",
                "RATE_LIMITED   | {\"error\":{\"message\":\"slow down\",\"code\":429}}",
                "SERVER_ERROR   | {\"error\":{\"message\":\"upstream failed\",\"code\":502}}",
                "QUOTA_EXHAUSTED | {\"error\":{\"message\":\"no\",\"code\":\"insufficient_quota\"}}",
                "SERVER_ERROR   | {\"error\":{\"message\":\"provider returned error\"}}",
            })
    void shouldNameWhatIsWrongWithASuccess(FailureReason reason, String body) {
        assertThat(failed(200, body).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | context_length_exceeded | This model's maximum context length is 8192 tokens | CONTEXT_TOO_LONG",
                "400 |                         | prompt is too long: 9000 tokens                    | CONTEXT_TOO_LONG",
                "400 | content_filter          | triggering Azure OpenAI's content management policy| CONTENT_FILTERED",
                "400 | content_policy_violation| rejected by our safety system                      | CONTENT_FILTERED",
                "400 | moderation_blocked      | blocked                                            | CONTENT_FILTERED",
                "400 | billing_hard_limit_reached | Billing hard limit has been reached             | QUOTA_EXHAUSTED",
                "400 | invalid_api_key         | API key not valid                                  | AUTHENTICATION_FAILED",
                "400 | unknown_parameter       | Unknown parameter: 'foo'                           | BAD_REQUEST",
                "401 | invalid_api_key         | Incorrect API key provided                         | AUTHENTICATION_FAILED",
                "401 | account_deactivated     | The account has been deactivated                   | ACCOUNT_DEACTIVATED",
                "401 |                         | Unauthorized                                       | AUTHENTICATION_FAILED",
                "402 |                         | Insufficient Balance                               | QUOTA_EXHAUSTED",
                "403 | unsupported_country     | Country not supported                              | PERMISSION_DENIED",
                "403 |                         | Your account has been suspended                    | ACCOUNT_DEACTIVATED",
                "403 |                         | Your credit balance is too low                     | QUOTA_EXHAUSTED",
                "404 | model_not_found         | The model does not exist                           | NOT_FOUND",
                "408 |                         | Request timed out                                  | SERVER_ERROR",
                "413 |                         | Request Entity Too Large                           | CONTEXT_TOO_LONG",
                "422 |                         | Unprocessable                                      | BAD_REQUEST",
                "429 | rate_limit_exceeded     | Rate limit reached; add a payment method to billing| RATE_LIMITED",
                "429 | insufficient_quota      | You exceeded your current quota                    | QUOTA_EXHAUSTED",
                "429 |                         | Your account is out of credits, see billing        | QUOTA_EXHAUSTED",
                "429 |                         | Too many requests                                  | RATE_LIMITED",
                "429 |                         |                                                    | RATE_LIMITED",
                "500 | server_error            | The server had an error                            | SERVER_ERROR",
                "502 |                         | Bad gateway                                        | SERVER_ERROR",
                "503 |                         | Service Unavailable                                | SERVER_ERROR",
                "503 |                         | The engine is currently overloaded                 | OVERLOADED",
                "504 |                         | Gateway Time-out                                   | SERVER_ERROR",
                "529 |                         | try again later                                    | OVERLOADED",
                "301 |                         | Moved                                              | NOT_FOUND",
                "405 |                         | Method not allowed                                 | BAD_REQUEST",
            })
    void shouldMapEveryRowOfTheFailureTable(int status, String code, String message, FailureReason reason) {
        String body = "{\"error\":{\"message\":\"%s\",\"type\":null,\"code\":%s}}"
                .formatted(message == null ? "" : message, code == null ? "null" : '"' + code + '"');

        Outcome.Failed failed = failed(status, body);

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail().httpStatus()).isEqualTo(status);
        assertThat(failed.detail().errorCode()).isEqualTo(code);
        assertThat(failed.detail().answerBegan()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":\"model is overloaded\"}                  | model is overloaded",
                "{\"object\":\"error\",\"message\":\"overloaded\"}    | overloaded",
                "{\"detail\":\"overloaded\"}                          | overloaded",
                "[{\"error\":{\"message\":\"overloaded\"}}]           | overloaded",
            })
    void shouldReadTheErrorsOfOthers(String body, String message) {
        Outcome.Failed failed = failed(503, body);

        assertThat(failed.reason()).isEqualTo(FailureReason.OVERLOADED);
        assertThat(failed.detail().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after    | 20                            | PT20S",
                "retry-after    | 0.5                           | PT0.5S",
                "retry-after    | -5                            | PT0S",
                "retry-after    | 99999999999                   | PT720H",
                "retry-after    | Sat, 14 Mar 2026 01:52:30 GMT | PT30S",
                "retry-after    | Sat, 14 Mar 2026 01:00:00 GMT | PT0S",
                "retry-after    | soon                          | ",
                "retry-after-ms | 1500                          | PT1.5S",
                "retry-after-ms | NaN                           | ",
            })
    void shouldReadHowLongToWait(String header, String value, Duration wait) {
        Outcome.Failed failed = failed(429, "{}", Map.of(header, value));

        assertThat(failed.detail().retryAfter()).isEqualTo(wait);
    }

    @Test
    void shouldTakeAQuotaWithAWaitForARateLimit() {
        String body = "{\"error\":{\"message\":\"You exceeded your current quota\"}}";

        assertThat(failed(429, body, Map.of("retry-after", "7")).reason()).isEqualTo(FailureReason.RATE_LIMITED);
        assertThat(failed(429, body).reason()).isEqualTo(FailureReason.QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Incorrect API key provided: sk-proj-abc123DEF. See docs     | sk-proj-abc123DEF",
                "Incorrect API key provided: sk-abcd****************wxyz.    | wxyz",
                "Invalid key gsk_9x8y7z6w5v                                  | gsk_9x8y7z6w5v",
                "bad header Authorization: Bearer abcdefghijk                | abcdefghijk",
                "api_key=hunter2 is wrong                                    | hunter2",
                "project AIzaSyA1234567890abcdefghijklmnopqrstu is unknown   | AIzaSyA1234567890",
                "request 0123456789abcdef0123456789abcdef failed             | 0123456789abcdef0123456789abcdef",
            })
    void shouldMaskWhatLooksLikeACredential(String message, String secret) {
        Outcome.Failed failed = failed(401, "{\"error\":{\"message\":\"%s\"}}".formatted(message));

        assertThat(failed.detail().message())
                .containsAnyOf("****", "[REDACTED:")
                .doesNotContain(secret);
    }

    @Test
    void shouldKeepMessagesShortAndOnOneLine() {
        Outcome.Failed failed =
                failed(400, "{\"error\":{\"message\":\"a\\nb\\u0000c\\u202e" + " word".repeat(10_000) + "\"}}");

        assertThat(failed.detail().message())
                .startsWith("a b c word")
                .hasSize(300)
                .endsWith("...");
    }
}
