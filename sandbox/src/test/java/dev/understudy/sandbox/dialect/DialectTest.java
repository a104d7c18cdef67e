package dev.understudy.sandbox.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sandbox.script.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PromptText PROMPT =
            new PromptText("m-1", "alertname: KafkaBrokerDown\nseverity: page\nservice: checkout");

    @Test
    void shouldAnswerTheWholeSchemaWhenHealthy() throws JsonProcessingException {
        JsonNode answer = MAPPER.readTree(ScriptedModel.answer(PROMPT, null).content());

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "title",
                        "summary",
                        "severity",
                        "severityRationale",
                        "actionability",
                        "faultDomain",
                        "confidence",
                        "impact",
                        "affectedServices",
                        "hypotheses",
                        "suggestedActions",
                        "dataGaps");
        assertThat(answer.path("title").asText()).isEqualTo("KafkaBrokerDown on checkout");
        assertThat(answer.path("severity").asText()).isEqualTo("CRITICAL");
        assertThat(answer.path("faultDomain").asText()).isEqualTo("MESSAGING");
        assertThat(answer.at("/suggestedActions/0").fieldNames())
                .toIterable()
                .containsExactly("description", "command", "risk");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alertname: X1\\nseverity: critical | X1 | CRITICAL",
                "{\"labels\":{\"alertname\":\"X2\",\"severity\":\"info\"}} | X2 | INFO",
                "ALERTS{alertname=\"X3\",severity=\"major\"} | X3 | HIGH",
                "say something | Alert | WARNING"
            })
    void shouldFindTheAlertInAnyPrompt(String text, String alert, String severity) {
        Assessment assessment = Assessment.of(text.replace("\\n", "\n"));

        assertThat(assessment.alert()).isEqualTo(alert);
        assertThat(assessment.severity()).isEqualTo(severity);
    }

    @Test
    void shouldStayValidJsonWhenNested() throws JsonProcessingException {
        JsonNode answer =
                MAPPER.readTree(ScriptedModel.answer(PROMPT, Fault.NESTED_JSON).content());

        assertThat(answer.path("hypotheses")).hasSize(5);
        assertThat(answer.at("/hypotheses/0/cause").asText()).contains("}");
    }

    @Test
    void shouldPutTheAnswerIntoTheVendorsEnvelope() throws IOException {
        Completion completion = ScriptedModel.answer(PROMPT, null);

        JsonNode openai = MAPPER.readTree(new OpenAiDialect().answer(completion));
        JsonNode anthropic = MAPPER.readTree(new AnthropicDialect().answer(completion));
        JsonNode gemini = MAPPER.readTree(new GeminiDialect().answer(completion));

        assertThat(openai.at("/choices/0/message/content").asText()).isEqualTo(completion.content());
        assertThat(openai.at("/usage/completion_tokens").asInt()).isPositive();
        assertThat(anthropic.at("/content/0/text").asText()).isEqualTo(completion.content());
        assertThat(anthropic.at("/stop_reason").asText()).isEqualTo("end_turn");
        assertThat(gemini.at("/candidates/0/content/parts/0/text").asText()).isEqualTo(completion.content());
        assertThat(gemini.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
    }

    @Test
    void shouldCallTheToolThatItIsForcedTo() throws IOException {
        AnthropicDialect dialect = new AnthropicDialect();
        JsonNode request = MAPPER.readTree("{\"model\":\"m\",\"tool_choice\":{\"type\":\"tool\",\"name\":\"record\"},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"alertname: A\"}]}");
        PromptText prompt = dialect.read("/v1/messages", request);

        JsonNode answer = MAPPER.readTree(dialect.answer(ScriptedModel.answer(prompt, null)));
        JsonNode prose = MAPPER.readTree(dialect.answer(ScriptedModel.answer(prompt, Fault.PROSE)));

        assertThat(answer.at("/content/0/type").asText()).isEqualTo("tool_use");
        assertThat(answer.at("/content/0/name").asText()).isEqualTo("record");
        assertThat(answer.at("/content/0/input/severity").asText()).isNotBlank();
        assertThat(answer.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(prose.at("/content/0/type").asText()).isEqualTo("text");
    }

    @Test
    void shouldReadTheLastUserMessageInEveryDialect() throws JsonProcessingException {
        JsonNode messages = MAPPER.readTree(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\","
                        + "\"content\":\"b\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"c\"}]}]}");
        JsonNode contents = MAPPER.readTree("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"c\"}]}]}");

        assertThat(new OpenAiDialect().read("/v1/chat/completions", messages).text())
                .contains("c");
        assertThat(new AnthropicDialect().read("/v1/messages", messages).model())
                .isEqualTo("m");
        PromptText gemini = new GeminiDialect().read("/v1beta/models/g-2:generateContent", contents);
        assertThat(gemini.model()).isEqualTo("g-2");
        assertThat(gemini.text()).contains("c");
    }
}
