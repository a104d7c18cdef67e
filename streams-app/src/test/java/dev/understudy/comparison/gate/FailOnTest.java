package dev.understudy.comparison.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.ReplayAnswers;
import dev.understudy.comparison.golden.AnswerScore;
import dev.understudy.comparison.golden.Fault;
import dev.understudy.comparison.golden.GoldenScore;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.testing.AnswerDraft;
import dev.understudy.testing.ExampleAlerts;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailOnTest {
    private static final EnrichedIncident GOOD =
            draft().cost(1_000L).millis(960).incident();

    @Test
    void shouldFailOnEachChangeThatIsNamed() {
        assertFails("severity-lowered", draft -> draft.severity(Severity.LOW), "severity-lowered: 1 alert");
        assertFails("severity-raised", draft -> draft.severity(Severity.HIGH), "severity-raised: 1 alert");
        assertFails(
                "actionability-changed",
                draft -> draft.actionability(Actionability.NO_ACTION),
                "actionability-changed: 1 alert");
        assertFails("degraded", AnswerDraft::byRules, "degraded: 1 alert");
    }

    @Test
    void shouldFailOnAMissingAnswer() {
        Comparison comparison = Comparison.of(new ReplayAnswers("test", List.of(GOOD), List.of()));

        assertThat(FailOn.parse("missing").failure(comparison, null)).contains("missing: 1 alert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "severity-lowered",
                "severity-raised",
                "actionability-changed",
                "degraded",
                "missing",
                "cost-higher",
                "latency-higher"
            })
    void shouldPassWhenNothingChanged(String condition) {
        assertThat(FailOn.parse(condition).failure(against(GOOD), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cost-higher, 1000, 1000, false",
        "cost-higher, 1000, 1001, true",
        "cost-higher:20, 1000, 1200, false",
        "cost-higher:20%, 1000, 1201, true",
        "latency-higher, 1000, 1100, false",
        "latency-higher, 1000, 1101, true",
        "latency-higher:50, 1000, 1500, false",
        "latency-higher:50, 1000, 1501, true"
    })
    void shouldAllowARiseByThePercentageThatIsGiven(String condition, long cost, long total, boolean fails) {
        // The latency of a whole answer of the draft is 40 ms longer than that of its call.
        EnrichedIncident after = draft().cost(condition.startsWith("cost") ? total : cost)
                .millis(total - 40)
                .incident();

        assertThat(FailOn.parse(condition).failure(against(after), null).isPresent())
                .isEqualTo(fails);
    }

    @Test
    void shouldSayByHowMuchItRose() {
        assertThat(FailOn.parse("cost-higher:20")
                        .failure(against(draft().cost(1_500L).incident()), null))
                .contains("cost-higher: the cost rose by 50.0%, allowed are 20.0%");
    }

    @Test
    void shouldFailWhenNothingWasScored() {
        GoldenScore nothing = new GoldenScore(List.of(), List.of("DiskFull"));

        assertThat(FailOn.parse("golden:50").failure(against(GOOD), nothing))
                .contains("golden: no answer is about an alert of the golden set");
    }

    @ParameterizedTest
    @CsvSource({"golden, true", "golden:75, false", "golden:75.5, true"})
    void shouldFailOnALowerScore(String condition, boolean fails) {
        GoldenScore score = new GoldenScore(
                List.of(new AnswerScore("r", "a", "f", 4, List.of(new Fault(Fault.Kind.NOT_MENTIONED, "x")))),
                List.of());

        assertThat(FailOn.parse(condition).failure(against(GOOD), score).isPresent())
                .isEqualTo(fails);
        assertThat(FailOn.parse(condition).needsGolden()).isTrue();
    }

    @Test
    void shouldListTheConditionsWhenOneIsUnknown() {
        assertThatThrownBy(() -> FailOn.parse("severity"))
                .hasMessage("'severity' is no condition; known are severity-lowered, severity-raised, "
                        + "actionability-changed, degraded, missing, cost-higher, latency-higher, golden");
        assertThatThrownBy(() -> FailOn.parse("degraded:5")).hasMessageContaining("takes no percentage");
        assertThatThrownBy(() -> FailOn.parse("cost-higher:much")).hasMessageContaining("expected a percentage");
        assertThatThrownBy(() -> FailOn.parse("cost-higher:-1")).hasMessageContaining("expected a percentage");
    }

    private static void assertFails(String condition, UnaryOperator<AnswerDraft> change, String message) {
        EnrichedIncident after = change.apply(draft()).incident();

        assertThat(FailOn.parse(condition).failure(against(after), null)).contains(message);
    }

    private static Comparison against(EnrichedIncident after) {
        return Comparison.of(new ReplayAnswers("test", List.of(GOOD), List.of(after)));
    }

    private static AnswerDraft draft() {
        return AnswerDraft.of("request", ExampleAlerts.all().get(0));
    }
}
