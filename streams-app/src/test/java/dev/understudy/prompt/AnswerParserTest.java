package dev.understudy.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.testing.Texts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
    static final String VALID = """
            {"title":"Checkout crashes","summary":"The pod {checkout} restarts: \\"oom\\"","severity":"HIGH",
             "severityRationale":"customers cannot pay","actionability":"ACTION_REQUIRED","faultDomain":"APPLICATION",
             "confidence":"MEDIUM","impact":"payments","affectedServices":["checkout"],
             "hypotheses":[{"cause":"memory leak","confidence":"LOW","evidence":["7 restarts"]}],
             "suggestedActions":[{"description":"look at the log","command":"kubectl logs checkout","risk":"READ_ONLY"},
                                 {"description":"restart","command":null,"risk":"DISRUPTIVE"}],
             "dataGaps":["no memory graph"]}""";

    private final AnswerParser parser = new AnswerParser();

    private Answer accepted(String text) {
        ParsedAnswer parsed = parser.parse(text);
        assertThat(parsed).isInstanceOf(ParsedAnswer.Accepted.class);
        return ((ParsedAnswer.Accepted) parsed).answer();
    }

    private ParsedAnswer.Rejected rejected(String text) {
        ParsedAnswer parsed = parser.parse(text);
        assertThat(parsed).isInstanceOf(ParsedAnswer.Rejected.class);
        return (ParsedAnswer.Rejected) parsed;
    }

    @Test
    void shouldReadEveryField() {
        Answer answer = accepted(VALID);

        Enrichment enrichment = answer.enrichment();
        assertThat(answer.caveats()).isEmpty();
        assertThat(enrichment.title()).isEqualTo("Checkout crashes");
        assertThat(enrichment.summary()).isEqualTo("The pod {checkout} restarts: \"oom\"");
        assertThat(enrichment.assessment().severity()).isEqualTo(Severity.HIGH);
        assertThat(enrichment.assessment().confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(enrichment.affectedServices()).containsExactly("checkout");
        assertThat(enrichment.hypotheses()).singleElement().satisfies(hypothesis -> assertThat(hypothesis.evidence())
                .containsExactly("7 restarts"));
        assertThat(enrichment.suggestedActions())
                .satisfiesExactly(look -> assertThat(look.command()).isEqualTo("kubectl logs checkout"), restart -> {
                    assertThat(restart.command()).isNull();
                    assertThat(restart.risk()).isEqualTo(ActionRisk.DISRUPTIVE);
                });
        assertThat(enrichment.dataGaps()).containsExactly("no memory graph");
    }

    @Test
    void shouldTakeTextsUpToTheirBoundAndCutNoCharacterInTwo() {
        String summary = "The pod {checkout} restarts: \\\"oom\\\"";
        String rocket = "\ud83d\ude80";

        assertThat(accepted(VALID.replace(summary, "s".repeat(3_000)))
                        .enrichment()
                        .summary())
                .isEqualTo("s".repeat(3_000));
        assertThat(rejected(VALID.replace(summary, "s".repeat(3_001))).message())
                .contains("/summary");
        // A JSON schema counts characters, of which some are two units of UTF-16.
        assertThat(Texts.of(accepted(VALID.replace(summary, "s" + rocket.repeat(2_999)))
                        .enrichment()))
                .allSatisfy(Texts::isBoundedAndWhole)
                .contains("s" + rocket.repeat(1_499) + "…");
    }

    static Stream<String> wrapped() {
        return Stream.of(
                "```json\n" + VALID + "\n```",
                "```\n" + VALID + "```",
                "Here it is:\n\n" + VALID + "\n\nAnything else?",
                "The {service} fails, see:\n```json\n" + VALID + "\n```\nRegards {me}",
                VALID + VALID,
                VALID + "}");
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void shouldRepairWhatIsOnlyWrapped(String text) {
        assertThat(accepted(text).caveats()).containsExactly(Caveat.OUTPUT_REPAIRED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n\t"})
    void shouldCallNothingAnEmptyAnswer(String text) {
        assertThat(rejected(text).reason()).isEqualTo(FailureReason.EMPTY_ANSWER);
    }

    static Stream<String> prose() {
        return Stream.of(
                "I would look at the log first.",
                "set {a, b}",
                VALID.substring(0, VALID.length() / 2),
                "```json\n" + VALID.substring(0, 100) + "\n```",
                "{'title': 'single quotes'}",
                "<html>{}</html>".replace("{}", ""));
    }

    @ParameterizedTest
    @MethodSource("prose")
    void shouldCallWhatHoldsNoObjectNotJson(String text) {
        assertThat(rejected(text).reason()).isEqualTo(FailureReason.NOT_JSON);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of(VALID.replace("\"HIGH\"", "\"APOCALYPTIC\""), "/severity: enum"),
                Arguments.of(VALID.replace("\"HIGH\"", "\"UNKNOWN\""), "/severity: enum"),
                Arguments.of(VALID.replace("\"LOW\"", "\"low\""), "/hypotheses/0/confidence: enum"),
                Arguments.of(VALID.replace("Checkout crashes", "x".repeat(201)), "/title: maxLength"),
                Arguments.of(VALID.replace("Checkout crashes", ""), "/title: minLength"),
                Arguments.of(VALID.replace("The pod", "x".repeat(3_000)), "/summary: maxLength"),
                Arguments.of(VALID.replace("\"impact\":\"payments\",", ""), ": required"),
                Arguments.of(VALID.replace("\"impact\":\"payments\"", "\"impact\":null"), "/impact: type"),
                Arguments.of(VALID.replace("{\"title\"", "{\"mood\":1,\"title\""), ": additionalProperties"),
                Arguments.of(VALID.replace("{\"title\"", "{\"title\":\"a\",\"title\""), "a key twice"),
                Arguments.of("[" + VALID + "]", ": type"),
                Arguments.of("\"text\"", ": type"),
                Arguments.of("null", ": type"),
                Arguments.of("[".repeat(10_000), "nested too deep"),
                Arguments.of("{\"title\":" + "9".repeat(1_000) + "}", "number in it is too long"),
                Arguments.of("x".repeat(1_000_001), "characters"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void shouldSayWhereTheSchemaIsBroken(String text, String message) {
        ParsedAnswer.Rejected rejected = rejected(text);

        assertThat(rejected.reason()).isEqualTo(FailureReason.SCHEMA_VIOLATION);
        assertThat(rejected.message()).contains(message).hasSizeLessThan(300);
    }

    @Test
    void shouldNotQuoteTheAnswerInItsMessage() {
        String text = VALID.replace("\"HIGH\"", "\"hunter2\"").replace("{\"title\"", "{\"hunter2\":1,\"title\"");

        assertThat(rejected(text).message()).doesNotContain("hunter2");
    }

    @Test
    void shouldDropWhatAReaderCannotSee() {
        Answer answer = accepted(VALID.replace("Checkout crashes", "a\\u0000b\\u202ec\\ud800d"));

        assertThat(answer.enrichment().title()).isEqualTo("abcd");
    }

    @Test
    void shouldNeverThrow() {
        for (int end = 0; end < VALID.length(); end++) {
            assertThat(parser.parse(VALID.substring(0, end))).isInstanceOf(ParsedAnswer.Rejected.class);
            assertThat(parser.parse("{".repeat(end))).isInstanceOf(ParsedAnswer.Rejected.class);
        }
    }
}
