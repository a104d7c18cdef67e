package dev.understudy.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sandbox.dialect.AnthropicDialect;
import dev.understudy.sandbox.dialect.GeminiDialect;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.RawCall.Ending;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultOnTheWireTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHORT_MILLIS = 500;
    private static final String REQUEST =
            "{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\",\"content\":\"alertname: DiskFull\\nseverity: high\"}],"
                    + "\"contents\":[{\"parts\":[{\"text\":\"alertname: DiskFull\"}]}]}";

    private ScriptedProvider openai;
    private ScriptedProvider anthropic;
    private ScriptedProvider gemini;

    @BeforeAll
    void start() {
        openai = ScriptedProvider.start(ProviderOptions.of(new OpenAiDialect()));
        anthropic = ScriptedProvider.start(ProviderOptions.of(new AnthropicDialect()));
        gemini = ScriptedProvider.start(ProviderOptions.of(new GeminiDialect()));
    }

    @AfterEach
    void heal() {
        openai.heal();
        anthropic.heal();
        gemini.heal();
    }

    @AfterAll
    void stop() {
        openai.close();
        anthropic.close();
        gemini.close();
    }

    private RawCall openai(Behaviour behaviour) throws IOException {
        openai.behave(behaviour);
        Fault fault = behaviour.fault();
        return fault != null && ending(fault) == Ending.SILENCE
                ? RawCall.post(openai.port(), "/v1/chat/completions", REQUEST, SHORT_MILLIS)
                : RawCall.post(openai.port(), "/v1/chat/completions", REQUEST);
    }

    private RawCall openai(Fault fault) throws IOException {
        return openai(Behaviour.failing(fault));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldEndTheExchangeAsTheFaultSays(Fault fault) throws IOException {
        RawCall call = openai(Behaviour.failing(fault).withPause(Duration.ofNanos(1)));

        assertThat(call.ending()).isEqualTo(ending(fault));
        assertThat(call.status()).isEqualTo(call.body().length == 0 && fault != Fault.EMPTY_BODY ? 0 : fault.status());
    }

    private static Ending ending(Fault fault) {
        return switch (fault) {
            case CONNECTION_REFUSED -> Ending.REFUSED;
            case RESET_BEFORE_HEADERS, RESET_IN_BODY -> Ending.RESET;
            case CLOSE_BEFORE_HEADERS, TRUNCATED_BODY -> Ending.CLOSED;
            case NO_ANSWER, HANGING_BODY -> Ending.SILENCE;
            default -> Ending.COMPLETE;
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"TRUNCATED_BODY", "HANGING_BODY"})
    void shouldSendHalfOfTheAnnouncedBodyWhenItBreaksInTheBody(Fault fault) throws IOException {
        RawCall call = openai(fault);

        assertThat(call.status()).isEqualTo(200);
        assertThat(call.body()).hasSize(call.announced() / 2);
    }

    @Test
    void shouldSendByteByByteWhenItDrips() throws IOException {
        openai.behave(Behaviour.failing(Fault.SLOW_DRIP).withPause(Duration.ofSeconds(60)));

        RawCall call = RawCall.post(openai.port(), "/v1/chat/completions", REQUEST, SHORT_MILLIS);

        assertThat(call.ending()).isEqualTo(Ending.SILENCE);
        assertThat(call.body()).hasSize(1);
    }

    @Test
    void shouldSayHowLongToWaitWhenRateLimited() throws IOException {
        Behaviour limited = Behaviour.failing(Fault.RATE_LIMITED).withPause(Duration.ofSeconds(7));
        assertThat(openai(limited).headers()).containsEntry("retry-after", "7");
        assertThat(openai(Fault.RATE_LIMITED_MILLIS).headers()).containsEntry("retry-after-ms", "2000");
        assertThat(openai(Fault.RATE_LIMITED_NO_HINT).headers()).doesNotContainKeys("retry-after", "retry-after-ms");
        String date = openai(Fault.RATE_LIMITED_DATE).headers().get("retry-after");
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                .isAfter(ZonedDateTime.now(ZoneOffset.UTC));
    }

    @Test
    void shouldShowTheVendorsErrorWhenTheAccountIsClosed() throws IOException {
        anthropic.fail(Fault.ACCOUNT_DEACTIVATED);
        gemini.fail(Fault.ACCOUNT_DEACTIVATED);

        RawCall first = openai(Fault.ACCOUNT_DEACTIVATED);
        RawCall second = RawCall.post(anthropic.port(), "/v1/messages", REQUEST);
        RawCall third = RawCall.post(gemini.port(), "/v1beta/models/g-1:generateContent", REQUEST);

        assertThat(json(first).at("/error/code").asText()).isEqualTo("account_deactivated");
        assertThat(first.status()).isEqualTo(401);
        assertThat(json(second).at("/error/message").asText()).contains("disabled");
        assertThat(second.status()).isEqualTo(400);
        assertThat(json(third).at("/error/details/0/reason").asText()).isEqualTo("CONSUMER_SUSPENDED");
        assertThat(third.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldRenderEveryErrorInEveryDialect(Fault fault) throws IOException {
        if (fault.kind() == Fault.Kind.ERROR) {
            for (ScriptedProvider provider : new ScriptedProvider[] {openai, anthropic, gemini}) {
                var answer = provider.dialect().error(fault, Duration.ofSeconds(2));
                assertThat(answer.body()).isNotBlank();
                if (answer.contentType().equals("application/json")) {
                    assertThat(MAPPER.readTree(answer.body()).isObject()).isTrue();
                }
            }
        }
    }

    @Test
    void shouldChangeTheContentWhenTheAnswerIsFaulty() throws IOException {
        assertThat(message(openai(Fault.NULL_CONTENT)).path("content").isNull()).isTrue();
        assertThat(content(Fault.EMPTY_CONTENT)).isEmpty();
        assertThat(content(Fault.PROSE)).doesNotContain("{");
        assertThat(content(Fault.FENCED_JSON)).startsWith("```json\n{").endsWith("}\n```");
        assertThat(content(Fault.JSON_IN_PROSE)).startsWith("Here").contains("{\"title\"");
        assertThat(content(Fault.UNKNOWN_ENUM)).contains("APOCALYPTIC");
        assertThat(MAPPER.readTree(content(Fault.OVERLONG_TEXT)).path("title").asText())
                .hasSize(10_000);
        assertThat(content(Fault.MISSING_FIELD)).doesNotContain("hypotheses");
        assertThat(content(Fault.DUPLICATE_KEYS).split("\"severity\"", -1)).hasSize(3);
        assertThat(openai(Fault.HUGE_BODY).body()).hasSizeGreaterThan(10 * 1024 * 1024);
        assertThat(message(openai(Fault.REFUSAL)).path("refusal").asText()).isNotBlank();
        assertThat(choice(openai(Fault.CUT_ANSWER)).path("finish_reason").asText())
                .isEqualTo("length");
        assertThat(choice(openai(Fault.FILTERED_ANSWER)).path("finish_reason").asText())
                .isEqualTo("content_filter");
    }

    @Test
    void shouldChangeTheBytesWhenTheBodyIsOdd() throws IOException {
        assertThat(openai(Fault.HTML_PAGE).text()).startsWith("<!DOCTYPE html>");
        assertThat(openai(Fault.WRONG_SHAPE).text()).isEqualTo("{\"hello\":\"world\"}");
        assertThat(openai(Fault.WRONG_CHARSET).headers().get("content-type")).contains("ISO-8859-1");
        assertThat(isUtf8(openai(Fault.WRONG_CHARSET).body())).isTrue();
        assertThat(isUtf8(openai(Fault.INVALID_UTF8).body())).isFalse();
        RawCall gzipped = openai(Fault.GZIPPED);
        assertThat(gzipped.headers()).containsEntry("content-encoding", "gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped.body()))) {
            assertThat(MAPPER.readTree(in).has("choices")).isTrue();
        }
    }

    private String content(Fault fault) throws IOException {
        return message(openai(fault)).path("content").asText();
    }

    private static JsonNode message(RawCall call) throws IOException {
        return choice(call).path("message");
    }

    private static JsonNode choice(RawCall call) throws IOException {
        return json(call).at("/choices/0");
    }

    private static JsonNode json(RawCall call) throws IOException {
        return MAPPER.readTree(call.text());
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
