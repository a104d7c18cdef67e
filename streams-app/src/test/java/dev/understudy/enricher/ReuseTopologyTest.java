package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.domain.request.Provenance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known is not asked again. */
class ReuseTopologyTest {
    private final EnricherHarness enricher = new EnricherHarness();

    @AfterEach
    void close() {
        enricher.close();
    }

    @Test
    void shouldAnswerARepeatWithoutACall() {
        EnrichedIncident first = answered("CPU at 93%", "tenant-a");
        enricher.after(Duration.ofMinutes(20));

        fire("CPU at 93%", "tenant-a");

        EnrichedIncident repeat = onlyAnswer();
        assertThat(enricher.manual.first.calls()).hasSize(1);
        assertThat(repeat.outcome()).isEqualTo(EnrichmentOutcome.REUSED);
        assertThat(repeat.revision()).isEqualTo(1);
        assertThat(repeat.degraded()).isFalse();
        assertThat(repeat.enrichment()).isEqualTo(first.enrichment());
        assertThat(repeat.provenance().provider()).isEqualTo("first");
        assertThat(repeat.provenance().attempts()).isEmpty();
        assertThat(repeat.provenance().reuse())
                .isEqualTo(new Provenance.Reuse(
                        first.identity().requestId(), Duration.ofMinutes(20).toMillis()));
        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isTrue();
    }

    @Test
    void shouldReuseWhenOnlyFiguresMovedAndShowTheAlertsOwnText() {
        answered("CPU at 93%", "tenant-a");

        fire("CPU at 97.5%", "tenant-a");

        EnrichedIncident repeat = onlyAnswer();
        assertThat(repeat.outcome()).isEqualTo(EnrichmentOutcome.REUSED);
        assertThat(repeat.alert().description()).isEqualTo("CPU at 97.5%");
    }

    @Test
    void shouldCallWhenWordsChanged() {
        answered("CPU at 93%", "tenant-a");

        fire("memory at 93%", "tenant-a");

        assertThat(enricher.manual.first.calls()).hasSize(2);
    }

    @Test
    void shouldCallForAnotherTenant() {
        answered("CPU at 93%", "tenant-a");

        fire("CPU at 93%", "tenant-b");

        assertThat(enricher.manual.first.calls()).hasSize(2);
    }

    @Test
    void shouldCallWhenTheAnswerIsTooOld() {
        answered("CPU at 93%", "tenant-a");
        enricher.after(Duration.ofHours(1));

        fire("CPU at 93%", "tenant-a");

        assertThat(enricher.manual.first.calls()).hasSize(2);
    }

    @Test
    void shouldMakeOneCallForTwoThatAskTheSameAtOnce() {
        fire("CPU at 93%", "tenant-a");
        fire("CPU at 94%", "tenant-a");
        enricher.round();
        assertThat(enricher.manual.first.calls()).hasSize(1);

        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();

        assertThat(enricher.outputs.answers())
                .extracting(EnrichedIncident::outcome)
                .containsExactly(EnrichmentOutcome.COMPLETE, EnrichmentOutcome.REUSED);
        assertThat(enricher.manual.first.calls()).hasSize(1);
        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isTrue();
    }

    @Test
    void shouldLetTheNextOneCallWhenTheSharedCallFails() {
        fire("CPU at 93%", "tenant-a");
        fire("CPU at 94%", "tenant-a");
        enricher.manual.first.fail(0, FailureReason.SERVER_ERROR);
        enricher.round();

        assertThat(enricher.outputs.parked("first")).hasSize(1);
        assertThat(enricher.manual.first.calls()).hasSize(2);

        enricher.manual.first.answer(1, Severity.HIGH);
        enricher.round();
        assertThat(onlyAnswer().outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
    }

    @Test
    void shouldKeepTheDeadlineOfThoseWhoWait() {
        fire("CPU at 93%", "tenant-a");
        enricher.after(Duration.ofSeconds(1));
        fire("CPU at 94%", "tenant-a");

        enricher.after(Duration.ofSeconds(30));

        assertThat(enricher.outputs.answers())
                .extracting(EnrichedIncident::revision)
                .containsExactly(0, 0);
    }

    @Test
    void shouldShowTheLastGoodAnswerWhenAllProvidersFail() {
        EnrichedIncident before = answered("CPU at 93%", "tenant-a");
        enricher.after(Duration.ofHours(2));
        enricher.manual.first.refuse(FailureReason.BREAKER_OPEN);
        enricher.manual.second.refuse(FailureReason.BREAKER_OPEN);

        fire("CPU at 93%", "tenant-a");
        EnrichedIncident stale = onlyAnswer();
        assertThat(stale.outcome()).isEqualTo(EnrichmentOutcome.DEGRADED);
        assertThat(stale.degradedReasons())
                .contains(DegradedReason.STALE_ANSWER)
                .doesNotContain(DegradedReason.RULE_BASED);
        assertThat(stale.enrichment()).isEqualTo(before.enrichment());
        assertThat(stale.provenance().reuse().ageMillis())
                .isEqualTo(Duration.ofHours(2).toMillis());

        fire("never seen", "tenant-b");
        assertThat(onlyAnswer().degradedReasons()).contains(DegradedReason.RULE_BASED);
    }

    @Test
    void shouldCarryTheLastEnrichmentWhenResolved() {
        EnrichedIncident before = answered("CPU at 93%", "tenant-a");

        send("RESOLVED", "CPU at 12%", "tenant-a");

        EnrichedIncident resolved = onlyAnswer();
        assertThat(resolved.outcome()).isEqualTo(EnrichmentOutcome.RESOLVED);
        assertThat(resolved.enrichment()).isEqualTo(before.enrichment());
        assertThat(resolved.provenance().reuse().requestId())
                .isEqualTo(before.identity().requestId());
        assertThat(enricher.manual.first.calls()).hasSize(1);
    }

    @Test
    void shouldCountTheEpisodes() {
        assertThat(answered("CPU at 93%", "tenant-a").recurrence()).isEqualTo(1);
        fire("CPU at 93%", "tenant-a");
        assertThat(onlyAnswer().recurrence()).isEqualTo(1);
        send("RESOLVED", "CPU at 12%", "tenant-a");
        assertThat(onlyAnswer().recurrence()).isEqualTo(1);
        fire("CPU at 95%", "tenant-a");
        assertThat(onlyAnswer().recurrence()).isEqualTo(2);
    }

    @Test
    void shouldGiveAgainWhatTheFallbackConsumerLearned() {
        fire("CPU at 93%", "tenant-a");
        String content = enricher.inFlightRequest().cacheKey();
        enricher.manual.first.fail(0, FailureReason.SERVER_ERROR);
        enricher.round();
        Enrichment enrichment = answered("other", "tenant-b").enrichment();

        enricher.learn(
                "tenant-a|cpu",
                new KnownAnswer(
                        content,
                        new LastGoodAnswer(
                                enrichment,
                                "request-1",
                                enricher.manual.clock.instant(),
                                "second",
                                "m2",
                                Set.of(Caveat.OUTPUT_REPAIRED))));
        fire("CPU at 94%", "tenant-a");

        EnrichedIncident repeat = onlyAnswer();
        assertThat(repeat.outcome()).isEqualTo(EnrichmentOutcome.REUSED);
        assertThat(repeat.provenance().provider()).isEqualTo("second");
        assertThat(repeat.caveats()).contains(Caveat.OUTPUT_REPAIRED);
    }

    @Test
    void shouldForgetWhatIsTooOld() {
        answered("CPU at 93%", "tenant-a");
        assertThat(enricher.outputs.isEmpty(EnricherNames.ANSWERS_STORE)).isFalse();
        assertThat(enricher.outputs.isEmpty(EnricherNames.RECURRENCES_STORE)).isFalse();

        enricher.after(Duration.ofHours(24));

        assertThat(enricher.outputs.isEmpty(EnricherNames.ANSWERS_STORE)).isTrue();
        assertThat(enricher.outputs.isEmpty(EnricherNames.RECURRENCES_STORE)).isTrue();
    }

    @Test
    void shouldMakeADeadLetterOfAnAnswerThatCannotBeRead() {
        enricher.input(Topics.ANSWERS).pipeInput(new byte[] {1}, new byte[] {1, 2, 3});

        assertThat(enricher.outputs.deadLetters()).hasSize(1);
    }

    private EnrichedIncident answered(String description, String tenant) {
        fire(description, tenant);
        int last = enricher.manual.first.calls().size() - 1;
        enricher.manual.first.answer(last, Severity.HIGH);
        enricher.round();
        return onlyAnswer();
    }

    private EnrichedIncident onlyAnswer() {
        List<EnrichedIncident> answers = enricher.outputs.answers();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private void fire(String description, String tenant) {
        send("FIRING", description, tenant);
    }

    private void send(String status, String description, String tenant) {
        enricher.send(tenant + "|cpu", """
                {"fingerprint":"cpu","name":"CpuHigh","status":"%s","severity":"warning","tenant":"%s",
                 "description":"%s","labels":{"alertname":"CpuHigh"}}
                """.formatted(status, tenant, description));
    }
}
