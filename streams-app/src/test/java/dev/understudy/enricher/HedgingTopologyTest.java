package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.testing.ManualChatModel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second provider is asked for an urgent alert when the first is slower than usual. */
class HedgingTopologyTest {
    private static final Duration USUAL = Duration.ofSeconds(1);

    private EnricherHarness enricher;
    private ManualChatModel first;
    private ManualChatModel second;

    @BeforeEach
    void start() {
        enricher = new EnricherHarness();
        first = enricher.manual.first;
        second = enricher.manual.second;
        for (int i = 0; i < 20; i++) {
            enricher.manual.owner.providers().get("first").latencies().record(USUAL);
        }
    }

    @AfterEach
    void stop() {
        enricher.close();
    }

    @Test
    void shouldTakeTheAnswerOfTheSecondProviderWhenItIsQuicker() {
        enricher.alert("a", "critical");
        enricher.after(USUAL);
        second.answer(0, Severity.CRITICAL);
        enricher.round();

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
        assertThat(answer.provenance().provider()).isEqualTo("second");
        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::provider, ProviderAttempt::outcomeLabel, ProviderAttempt::hedge)
                .containsExactly(tuple("second", "SUCCESS", true), tuple("first", "HEDGE_LOST", false));
        assertThat(first.calls().get(0).future()).isCancelled();
        assertNothingIsLeft();
    }

    @Test
    void shouldCancelTheSecondProviderWhenTheFirstIsQuickerAfterAll() {
        enricher.alert("a", "critical");
        enricher.after(USUAL);
        first.answer(0, Severity.CRITICAL);
        enricher.round();

        assertThat(enricher.outputs.answers().get(0).provenance().provider()).isEqualTo("first");
        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::provider, ProviderAttempt::outcomeLabel, ProviderAttempt::ordinal)
                .containsExactly(tuple("first", "SUCCESS", 1), tuple("second", "HEDGE_LOST", 2));
        assertThat(second.calls().get(0).future()).isCancelled();
        assertNothingIsLeft();
    }

    @Test
    void shouldWaitForTheSecondProviderWhenTheFirstFailsMeanwhile() {
        enricher.alert("a", "critical");
        enricher.after(USUAL);
        first.fail(0, FailureReason.SERVER_ERROR);
        enricher.round();

        assertThat(enricher.outputs.parked("first")).isEmpty();

        second.answer(0, Severity.CRITICAL);
        enricher.round();

        assertThat(enricher.outputs.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.provenance().provider()).isEqualTo("second"));
        assertNothingIsLeft();
    }

    @Test
    void shouldDegradeAndParkWhenBothFail() {
        enricher.alert("a", "critical");
        enricher.after(USUAL);
        second.fail(0, FailureReason.SERVER_ERROR);
        first.fail(0, FailureReason.SERVER_ERROR);
        enricher.round();

        assertThat(enricher.outputs.answers()).singleElement().satisfies(answer -> assertThat(answer.revision())
                .isZero());
        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::ordinal, ProviderAttempt::hedge)
                .containsExactly(tuple(2, true), tuple(1, false));
        assertThat(enricher.outputs.parked("first"))
                .singleElement()
                .satisfies(parked -> assertThat(parked.progress().nextOrdinal()).isEqualTo(3));
        assertNothingIsLeft();
    }

    @Test
    void shouldCancelBothCallsWhenTheAlertEnds() {
        enricher.alert("a", "critical");
        enricher.after(USUAL);
        enricher.resolve("a");

        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::outcomeLabel)
                .containsExactly("CANCELLED", "CANCELLED");
        assertThat(first.calls().get(0).future()).isCancelled();
        assertThat(second.calls().get(0).future()).isCancelled();
        assertNothingIsLeft();
    }

    @Test
    void shouldNotAskTheSecondProviderBeforeTheFirstIsLate() {
        enricher.alert("a", "critical");
        enricher.after(USUAL.minusMillis(10));

        assertThat(second.calls()).isEmpty();
    }

    @Test
    void shouldNotHedgeAnAlertThatIsNotUrgent() {
        enricher.alert("a", "warning");
        enricher.after(USUAL.multipliedBy(5));

        assertThat(second.calls()).isEmpty();
    }

    @Test
    void shouldGoOnWithTheFirstProviderWhenTheSecondTakesNoCalls() {
        second.refuse(FailureReason.BREAKER_OPEN);
        enricher.alert("a", "critical");
        enricher.after(USUAL);
        first.answer(0, Severity.CRITICAL);
        enricher.round();

        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::outcomeLabel)
                .containsExactly("SUCCESS");
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isTrue();
        assertThat(enricher.manual.owner.dispatcher().calling()).isZero();
    }
}
