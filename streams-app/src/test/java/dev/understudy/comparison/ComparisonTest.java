package dev.understudy.comparison;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.testing.AnswerDraft;
import dev.understudy.testing.ExampleAlerts;
import dev.understudy.testing.SampleAnswers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    @ParameterizedTest
    @MethodSource
    void shouldNameEachChange(List<ChangeKind> expected, Consumer<AnswerDraft> before, Consumer<AnswerDraft> after) {
        Comparison comparison = compared(List.of(answer("a", before)), List.of(answer("a", after)));

        assertThat(comparison.counts().keySet()).containsExactlyElementsOf(expected);
        assertThat(comparison.counts().values()).allMatch(count -> count == 1);
        boolean material = expected.stream().anyMatch(ChangeKind::material);
        assertThat(comparison.changed()).hasSize(material ? 1 : 0);
    }

    static Stream<Arguments> shouldNameEachChange() {
        return Stream.of(
                change(
                        draft -> draft.severity(Severity.HIGH),
                        draft -> draft.severity(Severity.WARNING),
                        ChangeKind.SEVERITY_LOWERED),
                change(
                        draft -> draft.severity(Severity.WARNING),
                        draft -> draft.severity(Severity.HIGH),
                        ChangeKind.SEVERITY_RAISED),
                change(draft -> draft.severity(Severity.UNKNOWN), draft -> draft.severity(Severity.WARNING)),
                change(draft -> {}, draft -> draft.actionability(Actionability.INCONCLUSIVE), ChangeKind.ACTIONABILITY),
                change(draft -> {}, draft -> draft.provider("stand-in", "lead-1"), ChangeKind.PROVIDER),
                change(draft -> {}, draft -> draft.provider("lead", "lead-2"), ChangeKind.MODEL),
                change(draft -> {}, draft -> draft.summary("Other words."), ChangeKind.TEXT),
                change(draft -> {}, draft -> draft.action("Do something else"), ChangeKind.TEXT),
                change(draft -> draft.cost(1_000L), draft -> draft.cost(1_201L), ChangeKind.COST),
                change(draft -> draft.cost(1_000L), draft -> draft.cost(1_200L)),
                change(draft -> draft.cost(1_000L), draft -> draft.cost(null)),
                change(draft -> draft.tokens(900, 100), draft -> draft.tokens(700, 50), ChangeKind.TOKENS),
                change(draft -> draft.millis(1_000), draft -> draft.millis(1_300), ChangeKind.LATENCY),
                change(draft -> draft.millis(10), draft -> draft.millis(90)),
                change(
                        draft -> {},
                        draft -> draft.withoutEnrichment(EnrichmentOutcome.SUPERSEDED)
                                .provider("x", "y"),
                        ChangeKind.OUTCOME),
                // Nobody was asked then, so there is nothing to hold an answer of now against.
                change(draft -> draft.withoutEnrichment(EnrichmentOutcome.SUPERSEDED), draft -> {}),
                change(
                        draft -> draft.after(FailureReason.SERVER_ERROR).outcome(EnrichmentOutcome.REUSED),
                        draft -> draft.after(FailureReason.SERVER_ERROR).byRules(),
                        ChangeKind.DEGRADED,
                        ChangeKind.PROVIDER,
                        ChangeKind.MODEL),
                change(
                        draft -> draft.after(FailureReason.SERVER_ERROR).byRules(),
                        draft -> draft.after(FailureReason.SERVER_ERROR).outcome(EnrichmentOutcome.REUSED),
                        ChangeKind.RECOVERED,
                        ChangeKind.PROVIDER,
                        ChangeKind.MODEL));
    }

    private static Arguments change(Consumer<AnswerDraft> before, Consumer<AnswerDraft> after, ChangeKind... expected) {
        return Arguments.of(List.of(expected), before, after);
    }

    @Test
    void shouldTakeAReusedAnswerForAModelsAnswer() {
        Comparison comparison = compared(
                List.of(answer("a", draft -> {})),
                List.of(answer("a", draft -> draft.outcome(EnrichmentOutcome.REUSED))));

        assertThat(comparison.changed()).isEmpty();
    }

    @Test
    void shouldNotCompareWhatIsRepeatedToAlertsThatEnded() {
        Comparison comparison = compared(
                List.of(answer("a", draft -> draft.outcome(EnrichmentOutcome.RESOLVED))),
                List.of(answer("a", draft -> draft.outcome(EnrichmentOutcome.RESOLVED)
                        .severity(Severity.INFO)
                        .summary("Other words."))));

        assertThat(comparison.counts()).isEmpty();
        assertThat(comparison.severities().before(Severity.WARNING)).isZero();
    }

    @Test
    void shouldNameWhatIsMissingAndWhatIsNew() {
        Comparison comparison = compared(List.of(answer("a", draft -> {})), List.of(answer("b", draft -> {})));

        assertThat(comparison.alerts()).isEqualTo(2);
        assertThat(comparison.changed()).extracting(AnswerPair::requestId).containsExactly("a", "b");
        assertThat(comparison.counts().keySet()).containsExactly(ChangeKind.MISSING, ChangeKind.NEW);
    }

    @Test
    void shouldTakeTheLastWordOfEachRequest() {
        EnrichedIncident first = answer("a", draft -> draft.revision(0).severity(Severity.LOW));
        EnrichedIncident last = answer("a", draft -> {});

        assertThat(compared(List.of(last), List.of(last, first)).changed()).isEmpty();
        assertThat(compared(List.of(last), List.of(first, last)).changed()).isEmpty();
    }

    @Test
    void shouldNameExactlyTheAnswersThatAWorseProviderChanged() {
        Comparison comparison = Comparison.of(SampleAnswers.worse());

        assertThat(comparison.alerts()).isEqualTo(62);
        assertThat(comparison.changed())
                .extracting(AnswerPair::requestId)
                .containsExactlyInAnyOrder(
                        "request-11",
                        "request-14",
                        "request-15",
                        "request-21",
                        "request-24",
                        "request-31",
                        "request-38",
                        "request-44",
                        "request-47",
                        "request-52",
                        "request-56");
    }

    @Test
    void shouldPutTheMostSeriousFirstWhateverTheOrderOfTheInput() {
        ReplayAnswers answers = SampleAnswers.worse();
        List<EnrichedIncident> shuffled = new ArrayList<>(answers.after());
        Collections.shuffle(shuffled, new Random(3));

        List<AnswerPair> changed = Comparison.of(answers).changed();

        assertThat(compared(answers.before(), shuffled).changed()).isEqualTo(changed);
        assertThat(changed)
                .extracting(pair -> pair.changes().iterator().next())
                .isSorted()
                .startsWith(ChangeKind.SEVERITY_LOWERED, ChangeKind.SEVERITY_LOWERED, ChangeKind.SEVERITY_LOWERED)
                .endsWith(ChangeKind.TEXT);
    }

    @Test
    void shouldCountSeveritiesBeforeAgainstAfter() {
        SeverityMatrix matrix = Comparison.of(SampleAnswers.worse()).severities();

        assertThat(matrix.count(Severity.CRITICAL, Severity.WARNING)).isEqualTo(1);
        assertThat(matrix.count(Severity.CRITICAL, Severity.HIGH)).isEqualTo(2);
        assertThat(matrix.count(Severity.INFO, Severity.WARNING)).isEqualTo(1);
        assertThat(SeverityMatrix.ORDER.stream().mapToLong(matrix::before).sum())
                .as("two alerts ended, and are assessed by nobody")
                .isEqualTo(60)
                .isEqualTo(
                        SeverityMatrix.ORDER.stream().mapToLong(matrix::after).sum());
    }

    @Test
    void shouldAddUpEachSide() {
        SideFigures side = compared(
                        List.of(),
                        List.of(
                                answer(
                                        "a",
                                        draft -> draft.cost(300L).tokens(10, 5).millis(100)),
                                answer("b", draft -> draft.after(FailureReason.OVERLOADED)
                                        .provider("stand-in", "m")
                                        .cost(200L)
                                        .tokens(20, 7)
                                        .millis(200)),
                                answer(
                                        "c",
                                        draft -> draft.cost(null).tokens(0, 0).millis(300)),
                                answer("d", AnswerDraft::byRules)))
                .after();

        assertThat(side)
                .returns(4L, SideFigures::answers)
                .returns(1L, SideFigures::degraded)
                .returns(500L, SideFigures::costUsdMicros)
                .returns(1L, SideFigures::unpriced)
                .returns(30L, SideFigures::inputTokens)
                .returns(12L, SideFigures::outputTokens);
        assertThat(side.providers()).containsExactly(entry("lead", 2L), entry("rules", 1L), entry("stand-in", 1L));
        assertThat(side.call()).returns(3, Latencies::count).returns(200L, latencies -> latencies.percentile(50));
        assertThat(side.total().percentile(100)).as("two attempts of 200 ms").isEqualTo(440);
    }

    @Test
    void shouldCountTheCostOfAnAnswerThatCameAfterAFailedCall() {
        SideFigures side = compared(List.of(), List.of(answer("a", draft -> draft.after(FailureReason.CALL_TIMEOUT)
                        .cost(500L))))
                .after();

        assertThat(side).returns(500L, SideFigures::costUsdMicros).returns(0L, SideFigures::unpriced);
    }

    @Test
    void shouldGivePercentilesByNearestRank() {
        Latencies latencies = Latencies.of(List.of(50L, 10L, 40L, 30L, 20L));

        assertThat(latencies.percentile(50)).isEqualTo(30);
        assertThat(latencies.percentile(95)).isEqualTo(50);
        assertThat(latencies.percentile(0)).isEqualTo(10);
        assertThat(latencies.below(30)).isEqualTo(2);
        assertThat(latencies.below(30.5)).isEqualTo(3);
        assertThat(Latencies.of(List.of()).percentile(95)).isZero();
    }

    private static Comparison compared(List<EnrichedIncident> before, List<EnrichedIncident> after) {
        return Comparison.of(new ReplayAnswers("test", before, after));
    }

    private static EnrichedIncident answer(String requestId, Consumer<AnswerDraft> change) {
        AnswerDraft draft = AnswerDraft.of(requestId, ExampleAlerts.all().get(0));
        change.accept(draft);
        return draft.incident();
    }
}
