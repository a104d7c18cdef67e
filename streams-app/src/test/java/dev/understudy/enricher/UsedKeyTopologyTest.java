package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.Progress;
import dev.understudy.testing.ManualChatModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the name of the key that a call was made with. */
class UsedKeyTopologyTest {
    private EnricherHarness enricher;

    @BeforeEach
    void start() {
        enricher = new EnricherHarness();
    }

    @AfterEach
    void stop() {
        enricher.close();
    }

    private void ends(Outcome outcome) {
        enricher.alert("a", "warning");
        enricher.manual.first.calls().get(0).future().complete(outcome);
        enricher.round();
    }

    private Progress parked() {
        return enricher.outputs.parked("first").get(0).progress();
    }

    private static Outcome turnedDown(boolean otherKeys) {
        return Outcome.Failed.of(FailureReason.AUTHENTICATION_FAILED, "as the test says")
                .withKey("spare", otherKeys);
    }

    @Test
    void shouldRecordTheKeyOfAnAnswer() {
        ends(ManualChatModel.completed(Severity.HIGH).withKey("spare"));

        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::keyId)
                .containsExactly("spare");
    }

    @Test
    void shouldAskAProviderAgainThatTurnedDownOneKeyOfSeveral() {
        ends(turnedDown(true));

        Progress parked = parked();
        assertThat(parked.triedThisRound()).containsExactly("first");
        assertThat(parked.excluded()).isEmpty();
        assertThat(parked.attempts()).extracting(ProviderAttempt::keyId).containsExactly("spare");
    }

    @Test
    void shouldNotAskAProviderAgainThatTurnedDownItsLastKey() {
        ends(turnedDown(false));

        assertThat(parked().excluded()).containsExactly("first");
    }
}
