package dev.understudy.provider.gemini;

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
import org.junit.jupiter.params.provider.ValueSource;

class GeminiDialectTest {
    private static final ChatRequest REQUEST =
            new ChatRequest("request-1", SamplePrompts.of("be brief", "the alert"), Duration.ofSeconds(5));

    private final GeminiDialect dialect = new GeminiDialect();

    private JsonNode body(SampleProviders provider) {
        try {
            return new ObjectMapper()
                    .readTree(dialect.encode(REQUEST, provider.build(), "key").body());
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

    private static String content(String parts, String finish) {
        return """
                {"candidates":[{"content":{"parts":%s,"role":"model"},"finishReason":%s,"index":0}],
                 "usageMetadata":{"promptTokenCount":120,"cachedContentTokenCount":20,"candidatesTokenCount":30,
                 "thoughtsTokenCount":10,"totalTokenCount":160},
                 "modelVersion":"gemini-2.5-flash-001","responseId":"resp1"}""".formatted(parts, finish);
    }

    private static String error(int code, String status, String message, String details) {
        return "{\"error\":{\"code\":%d,\"status\":\"%s\",\"message\":\"%s\",\"details\":[%s]}}"
                .formatted(code, status, message, details);
    }

    @Test
    void shouldAskInTheOutputSchema() {
        JsonNode body = body(SampleProviders.gemini());

        assertThat(body.at("/systemInstruction/parts/0/text").asText()).isEqualTo("be brief");
        assertThat(body.at("/contents/0/role").asText()).isEqualTo("user");
        assertThat(body.at("/contents/0/parts/0/text").asText()).isEqualTo("the alert");
        assertThat(body.at("/generationConfig/responseMimeType").asText()).isEqualTo("application/json");
        assertThat(body.at("/generationConfig/responseJsonSchema"))
                .isEqualTo(AnswerSchema.current().sent());
        assertThat(body.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(1_000);
        assertThat(body.path("generationConfig").has("temperature")).isFalse();
    }

    @Test
    void shouldAskForPlainJsonOrNothing() {
        JsonNode json =
                body(SampleProviders.gemini().structured(StructuredOutput.JSON)).path("generationConfig");
        JsonNode prompt = body(SampleProviders.gemini().structured(StructuredOutput.PROMPT))
                .path("generationConfig");

        assertThat(json.path("responseMimeType").asText()).isEqualTo("application/json");
        assertThat(json.has("responseJsonSchema")).isFalse();
        assertThat(prompt.has("responseMimeType")).isFalse();
    }

    @Test
    void shouldJoinWhatIsConfiguredWithOurs() {
        JsonNode body = body(SampleProviders.gemini()
                .temperature("0.2")
                .maxOutputTokensField("maxTokens")
                .body("generationConfig", Map.of("thinkingConfig", Map.of("thinkingBudget", 0))));

        assertThat(body.at("/generationConfig/thinkingConfig/thinkingBudget").asInt(-1))
                .isZero();
        assertThat(body.at("/generationConfig/temperature").asDouble()).isEqualTo(0.2);
        assertThat(body.at("/generationConfig/maxTokens").asInt()).isEqualTo(1_000);
        assertThat(body.at("/generationConfig/responseMimeType").asText()).isEqualTo("application/json");
    }

    @Test
    void shouldSendTheKeyInAHeader() {
        var provider = SampleProviders.gemini().build();

        assertThat(dialect.encode(REQUEST, provider, "key").headers()).isEqualTo(Map.of("x-goog-api-key", "key"));
        assertThat(dialect.encode(REQUEST, provider, null).headers()).isEmpty();
        assertThat(dialect.encode(REQUEST, provider, "key").path()).doesNotContain("key");
    }

    @ParameterizedTest
    @CsvSource({
        "https://generativelanguage.googleapis.com, /v1beta/models/gpt-5-mini:generateContent",
        "https://generativelanguage.googleapis.com/v1beta/, /models/gpt-5-mini:generateContent",
        "https://x-aiplatform.googleapis.com/v1/projects/p/locations/x/publishers/google,"
                + " /models/gpt-5-mini:generateContent",
    })
    void shouldTakeABaseUrlWithAndWithoutTheVersion(String baseUrl, String path) {
        var provider = SampleProviders.gemini().at(baseUrl).build();

        assertThat(dialect.encode(REQUEST, provider, "key").path()).isEqualTo(path);
    }

    @Test
    void shouldReadTextAndUsage() {
        String parts = "[{\"text\":\"hm\",\"thought\":true},{\"text\":\"wo\"},{\"text\":\"rds\"}]";
        Reply reply = decode(200, content(parts, "\"STOP\""), Map.of());

        assertThat(reply).isInstanceOf(Reply.Text.class);
        Reply.Text text = (Reply.Text) reply;
        assertThat(text.text()).isEqualTo("words");
        assertThat(text.response().model()).isEqualTo("gemini-2.5-flash-001");
        assertThat(text.response().id()).isEqualTo("resp1");
        assertThat(text.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(text.response().usage()).isEqualTo(new TokenUsage(120, 20, 40, 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMPTY_ANSWER     | []               | \"STOP\"",
                "EMPTY_ANSWER     | [{\"text\":\"\"}] | \"STOP\"",
                "EMPTY_ANSWER     | null             | \"MALFORMED_FUNCTION_CALL\"",
                "TRUNCATED_ANSWER | [{\"text\":\"{\"}] | \"MAX_TOKENS\"",
                "TRUNCATED_ANSWER | null             | \"MAX_TOKENS\"",
                "CONTENT_FILTERED | null             | \"SAFETY\"",
                "CONTENT_FILTERED | null             | \"RECITATION\"",
                "CONTENT_FILTERED | null             | \"BLOCKLIST\"",
                "CONTENT_FILTERED | null             | \"PROHIBITED_CONTENT\"",
                "CONTENT_FILTERED | null             | \"SPII\"",
            })
    void shouldNameWhatIsWrongWithACandidate(FailureReason reason, String parts, String finish) {
        Outcome.Failed failed = failed(200, content(parts, finish));

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail().response().usage()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMPTY_ANSWER     | ``",
                "NOT_JSON         | <html>sign in</html>",
                "WRONG_SHAPE      | {\"hello\":\"world\"}",
                "WRONG_SHAPE      | {\"candidates\":[]}",
                "TRUNCATED_BODY   | {\"candidates\":[{\"con",
                "CONTENT_FILTERED | {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}",
                "RATE_LIMITED     | {\"error\":{\"code\":429,\"message\":\"x\",\"status\":\"RESOURCE_EXHAUSTED\"}}",
                "SERVER_ERROR     | {\"error\":{\"message\":\"upstream failed\"}}",
            })
    void shouldNameWhatIsWrongWithASuccess(FailureReason reason, String body) {
        assertThat(failed(200, body).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | INVALID_ARGUMENT    | The input token count (9) exceeds the maximum     | CONTEXT_TOO_LONG",
                "400 | INVALID_ARGUMENT    | API key not valid. Please pass a valid API key.   | AUTHENTICATION_FAILED",
                "400 | INVALID_ARGUMENT    | Request contains an invalid argument.             | BAD_REQUEST",
                "400 | FAILED_PRECONDITION | The free tier is not available; enable billing    | QUOTA_EXHAUSTED",
                "400 | FAILED_PRECONDITION | User location is not supported for the API use.   | PERMISSION_DENIED",
                "400 |                     | bad                                               | BAD_REQUEST",
                "401 | UNAUTHENTICATED     | Request had invalid authentication credentials.   | AUTHENTICATION_FAILED",
                "401 |                     |                                                   | AUTHENTICATION_FAILED",
                "402 |                     |                                                   | QUOTA_EXHAUSTED",
                "403 | PERMISSION_DENIED   | The caller does not have permission               | PERMISSION_DENIED",
                "403 | PERMISSION_DENIED   | Consumer 'project:1' has been suspended.          | ACCOUNT_DEACTIVATED",
                "403 | PERMISSION_DENIED   | This method requires billing to be enabled.       | QUOTA_EXHAUSTED",
                "403 |                     |                                                   | PERMISSION_DENIED",
                "404 | NOT_FOUND           | models/unknown is not found                       | NOT_FOUND",
                "408 |                     | Request Timeout                                   | SERVER_ERROR",
                "413 | INVALID_ARGUMENT    | Request payload size exceeds the limit            | CONTEXT_TOO_LONG",
                "413 |                     |                                                   | CONTEXT_TOO_LONG",
                "422 | INVALID_ARGUMENT    | Unprocessable                                     | BAD_REQUEST",
                "429 | RESOURCE_EXHAUSTED  | Resource has been exhausted (e.g. check quota).   | RATE_LIMITED",
                "429 | RESOURCE_EXHAUSTED  | You exceeded your quota, check plan and billing.  | QUOTA_EXHAUSTED",
                "429 |                     |                                                   | RATE_LIMITED",
                "499 | CANCELLED           | The operation was cancelled.                      | BAD_REQUEST",
                "500 | INTERNAL            | An internal error has occurred.                   | SERVER_ERROR",
                "502 |                     | Bad gateway                                       | SERVER_ERROR",
                "503 | UNAVAILABLE         | The service is currently unavailable.             | SERVER_ERROR",
                "503 | UNAVAILABLE         | The model is overloaded. Please try again later.  | OVERLOADED",
                "503 |                     | overloaded                                        | OVERLOADED",
                "504 | DEADLINE_EXCEEDED   | Deadline expired                                  | SERVER_ERROR",
                "529 |                     |                                                   | OVERLOADED",
                "301 |                     | Moved                                             | NOT_FOUND",
                "405 |                     | Method not allowed                                | BAD_REQUEST",
            })
    void shouldMapEveryRowOfTheFailureTable(int status, String name, String message, FailureReason reason) {
        Outcome.Failed failed =
                failed(status, error(status, name == null ? "" : name, message == null ? "" : message, ""));

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail().httpStatus()).isEqualTo(status);
        assertThat(failed.detail().errorCode()).isEqualTo(name);
        assertThat(failed.detail().message()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, API_KEY_INVALID, AUTHENTICATION_FAILED",
        "400, INVALID_ARGUMENT, API_KEY_EXPIRED, AUTHENTICATION_FAILED",
        "401, UNAUTHENTICATED, ACCESS_TOKEN_EXPIRED, AUTHENTICATION_FAILED",
        "403, PERMISSION_DENIED, CONSUMER_SUSPENDED, ACCOUNT_DEACTIVATED",
        "403, PERMISSION_DENIED, BILLING_DISABLED, QUOTA_EXHAUSTED",
        "403, PERMISSION_DENIED, SERVICE_DISABLED, PERMISSION_DENIED",
    })
    void shouldTrustTheReasonInTheDetails(int status, String name, String detail, FailureReason reason) {
        Outcome.Failed failed = failed(
                status,
                error(
                        status,
                        name,
                        "words",
                        "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + detail + "\"}"));

        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail().errorCode()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "0.5s, PT0.5S", "soon, ", "'', "})
    void shouldReadTheWaitInTheDetails(String delay, Duration wait) {
        Outcome.Failed failed = failed(
                429,
                error(
                        429,
                        "RESOURCE_EXHAUSTED",
                        "You exceeded your quota",
                        "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay + "\"}"));

        assertThat(failed.reason()).isEqualTo(FailureReason.RATE_LIMITED);
        assertThat(failed.detail().retryAfter()).isEqualTo(wait);
    }

    @Test
    void shouldTakeTheQuotaOfADayForUsedUp() {
        String details = "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":"
                + "[{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel\"}]},"
                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"40s\"}";

        assertThat(failed(429, error(429, "RESOURCE_EXHAUSTED", "exceeded", details))
                        .reason())
                .isEqualTo(FailureReason.QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad Gateway</html>", "", "[]", "\"text\""})
    void shouldBearAnErrorOfAnotherShape(String body) {
        assertThat(failed(502, body).reason()).isEqualTo(FailureReason.SERVER_ERROR);
    }
}
