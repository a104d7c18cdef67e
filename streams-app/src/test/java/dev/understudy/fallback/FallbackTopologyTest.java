package dev.understudy.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FallbackTopologyTest {
    private FallbackHarness fallback;

    @BeforeEach
    void start() {
        fallback = new FallbackHarness();
    }

    @AfterEach
    void stop() {
        fallback.close();
    }

    @Test
    void shouldAskTheNextProviderAtOnce() {
        fallback.park("first", fallback.request("a", 1));
        fallback.manual.second.answer(0, Severity.HIGH);
        fallback.round();

        EnrichedIncident answer = fallback.outputs.answers().get(0);
        assertThat(answer.revision()).isEqualTo(1);
        assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
        assertThat(answer.provenance().provider()).isEqualTo("second");
        assertThat(fallback.manual.first.calls()).isEmpty();
        assertThat(fallback.outputs.isEmpty(FallbackNames.IN_FLIGHT_STORE)).isTrue();
    }

    @Test
    void shouldDegradeAndBeginANewRoundWhenTheLastProviderFails() {
        fallback.park("first", fallback.request("a", 1));
        fallback.manual.second.fail(0, FailureReason.SERVER_ERROR);
        fallback.round();

        EnrichedIncident degraded = fallback.outputs.answers().get(0);
        assertThat(degraded.revision()).isZero();
        EnrichmentRequest parked = fallback.outputs.parked("second").get(0);
        assertThat(parked.progress().round()).isEqualTo(2);
        assertThat(parked.progress().triedThisRound()).isEmpty();
        assertThat(parked.progress().emittedRevision()).isZero();
        assertThat(parked.parking()).isNotNull();
        assertThat(parked.parking().times()).isEqualTo(2);
        assertThat(parked.parking().notBefore())
                .isEqualTo(fallback.manual.clock.instant().plusSeconds(5));
    }

    @Test
    void shouldWaitUntilARequestIsDueAndUpgradeIt() {
        fallback.park("second", waiting(fallback.request("a", 1), Duration.ofSeconds(10)));
        fallback.after(Duration.ofSeconds(9));
        assertThat(fallback.manual.first.calls()).isEmpty();

        fallback.after(Duration.ofSeconds(1));
        fallback.manual.first.answer(0, Severity.HIGH);
        fallback.round();
        assertThat(fallback.outputs.answers())
                .extracting(EnrichedIncident::revision)
                .containsExactly(1);
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_STORE)).isTrue();
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_BY_INCIDENT_STORE))
                .isTrue();
    }

    @Test
    void shouldNotLetARequestThatWaitsAnHourDelayAnother() {
        fallback.park("first", waiting(fallback.request("a", 1), Duration.ofMinutes(59)));
        fallback.park("first", fallback.request("b", 2));

        assertThat(fallback.manual.second.calls()).hasSize(1);
    }

    @Test
    void shouldGiveTheProviderItsFullTimeoutOnceARevisionIsOut() {
        fallback.park("second", waiting(fallback.request("a", 1), Duration.ofSeconds(10)));
        fallback.after(Duration.ofSeconds(10));

        assertThat(fallback.manual.first.calls().get(0).request().timeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldCloseAWaitingRequestWhenItsAlertEnds() {
        fallback.park("second", waiting(fallback.request("a", 1), Duration.ofMinutes(10)));
        fallback.resolve("a", 2);

        assertThat(fallback.outputs.answers())
                .extracting(EnrichedIncident::outcome)
                .containsExactly(EnrichmentOutcome.SUPERSEDED);
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_STORE)).isTrue();
        fallback.after(Duration.ofMinutes(11));
        assertThat(fallback.manual.first.calls()).isEmpty();
    }

    @Test
    void shouldCloseARequestThatArrivesAfterItsAlertEnded() {
        fallback.resolve("a", 2);
        fallback.park("first", fallback.request("a", 1));

        assertThat(fallback.outputs.answers())
                .extracting(EnrichedIncident::outcome)
                .containsExactly(EnrichmentOutcome.SUPERSEDED);
        assertThat(fallback.manual.second.calls()).isEmpty();
    }

    @Test
    void shouldKeepARequestThatIsNewerThanTheEnd() {
        fallback.resolve("a", 2);
        fallback.park("first", fallback.request("a", 3));

        assertThat(fallback.manual.second.calls()).hasSize(1);
    }

    @Test
    void shouldCancelTheCallWhenTheAlertEnds() {
        fallback.park("first", fallback.request("a", 1));
        fallback.resolve("a", 2);

        assertThat(fallback.manual.second.calls().get(0).future()).isCancelled();
        assertThat(fallback.outputs.attempts())
                .extracting(ProviderAttempt::outcomeLabel)
                .containsExactly("CANCELLED");
    }

    @Test
    void shouldExpireARequestThatWaitedTooLong() {
        fallback.park("second", waiting(fallback.request("a", 1), Duration.ofHours(5)));
        fallback.after(Duration.ofHours(1));

        EnrichedIncident expired = fallback.outputs.answers().get(0);
        assertThat(expired.outcome()).isEqualTo(EnrichmentOutcome.EXPIRED);
        assertThat(expired.revision()).isEqualTo(1);
        assertThat(expired.degraded()).isTrue();
    }

    @Test
    void shouldMakeADeadLetterOfARequestThatCannotBeRead() {
        fallback.raw(Topics.retry("first"), "no request".getBytes(UTF_8));
        fallback.park("first", fallback.request("a", 1));

        assertThat(fallback.outputs.deadLetters()).hasSize(1);
        assertThat(fallback.manual.second.calls()).hasSize(1);
    }

    @Test
    void shouldMakeADeadLetterOfAWaitingEntryWhoseKeyIsNone() {
        fallback.due().put("000", "no entry".getBytes(UTF_8));
        fallback.round();

        assertThat(fallback.outputs.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.key())
                .isEqualTo("000"));
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_STORE)).isTrue();
    }

    @Test
    void shouldCloseAWaitingRequestBesideOneThatCannotBeRead() {
        fallback.park("second", waiting(fallback.request("a", 1), Duration.ofMinutes(10)));
        fallback.due().put("000000000000001/incident-a/x", "no entry".getBytes(UTF_8));
        fallback.dueByIncident().put("incident-a/000000000000001/incident-a/x", new byte[] {1});
        fallback.resolve("a", 2);

        assertThat(fallback.outputs.deadLetters()).hasSize(1);
        assertThat(fallback.outputs.answers())
                .extracting(EnrichedIncident::outcome)
                .contains(EnrichmentOutcome.SUPERSEDED);
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_STORE)).isTrue();
    }

    @Test
    void shouldDegradeByTheDeadlineWhileItOwnsTheRequest() {
        fallback.park("first", fallback.request("a", 1));
        fallback.after(Duration.ofSeconds(30));

        assertThat(fallback.outputs.answers())
                .extracting(EnrichedIncident::revision)
                .containsExactly(0);
    }

    private EnrichmentRequest waiting(EnrichmentRequest request, Duration wait) {
        Instant now = fallback.manual.clock.instant();
        Parking parking = new Parking(ParkReason.CIRCUIT_OPEN, 2, now, now, now.plus(wait));
        return request.parked(parking).with(request.progress().emitted(0).nextRound(java.util.Set.of()));
    }
}
