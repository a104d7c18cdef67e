package dev.understudy.runtime.audit;

import static dev.understudy.runtime.audit.Facts.MAX_CALLS;
import static dev.understudy.runtime.audit.Facts.SENT;
import static dev.understudy.runtime.audit.ReconciliationTest.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Guarantee G4: how often providers may be called for one alert. */
class CallsReconciliationTest {
    private static final Outcome.Detail ANSWER_BEGAN =
            new Outcome.Detail(500, null, null, null, true, ModelResponse.NONE);

    @Test
    void shouldCountCallsForEachAlert() {
        Facts facts = Facts.create().alert(1).alert(2).alert(3).notUnderstood(4).deadLetter(4);
        facts.complete(1).complete(2).complete(3);
        facts.call(1, "a", 1, FailureReason.BREAKER_OPEN).call(1, "b", 1, null);
        for (int round = 1; round <= 5; round++) {
            facts.call(2, "a", round, FailureReason.SERVER_ERROR);
        }

        CallFigures calls = facts.report().calls();

        assertThat(calls.alerts()).isEqualTo(3);
        assertThat(calls.calls()).isEqualTo(6);
        assertThat(calls.average()).isEqualTo(2);
        assertThat(calls.highest()).isEqualTo(5);
        assertThat(calls.distribution())
                .containsEntry("0", 1L)
                .containsEntry("1", 1L)
                .containsEntry("4-6", 1L)
                .containsEntry("7-", 0L);
        assertThat(facts.report().addsUp()).isTrue();
    }

    @Test
    void shouldNameAnAlertWithTooManyCallsBeforeItsFirstRevision() {
        Facts facts = Facts.create().alert(1).degraded(1).complete(1);
        for (int i = 0; i < MAX_CALLS; i++) {
            facts.call(1, "p" + i, 1, FailureReason.SERVER_ERROR);
        }
        assertThat(facts.report().addsUp()).isTrue();

        AuditReport report =
                facts.call(1, "last", 1, FailureReason.SERVER_ERROR).report();

        assertThat(only(report, Offence.Kind.TOO_MANY_CALLS).what()).startsWith("7 calls before its first revision");
    }

    @Test
    void shouldAllowCallsAfterTheFirstRevision() {
        Facts facts = Facts.create().alert(1).degraded(1).complete(1);
        Instant after = SENT.plusSeconds(5);
        for (int round = 1; round <= 3 * MAX_CALLS; round++) {
            facts.call(1, "a", "key", round, FailureReason.SERVER_ERROR, after.plusSeconds(round), null);
        }

        assertThat(facts.report().addsUp()).isTrue();
        assertThat(facts.report().calls().highest()).isEqualTo(18);
    }

    @Test
    void shouldAllowForCallsThatACrashCutOffAndCountThemAsWasted() {
        Facts facts = Facts.create().alert(1).complete(1);
        for (int i = 0; i < MAX_CALLS; i++) {
            facts.call(1, "p" + i, 1, FailureReason.ABANDONED).call(1, "p" + i, 1, FailureReason.SERVER_ERROR);
        }
        facts.call(1, "other", 2, FailureReason.HEDGE_LOST);

        AuditReport report = facts.report();

        assertThat(report.calls().abandoned()).isEqualTo(MAX_CALLS);
        assertThat(report.calls().hedgesLost()).isEqualTo(1);
        assertThat(only(report, Offence.Kind.TOO_MANY_CALLS).what())
                .isEqualTo("13 calls before its first revision, 6 of them ABANDONED; max-calls is 6");
    }

    @Test
    void shouldNameAProviderThatIsCalledTwiceInOneRound() {
        Facts facts = Facts.create().alert(1).complete(1);
        facts.call(1, "a", 1, FailureReason.SERVER_ERROR).call(1, "b", 1, FailureReason.SERVER_ERROR);
        facts.call(1, "a", 2, FailureReason.SERVER_ERROR);
        assertThat(facts.report().addsUp()).isTrue();

        AuditReport report = facts.call(1, "a", 2, null).report();

        assertThat(only(report, Offence.Kind.CALLED_TWICE).what()).isEqualTo("a once more in round 2, SUCCESS");
    }

    @Test
    void shouldAllowOneReconnectAndOneReask() {
        Facts facts = Facts.create().alert(1).complete(1);
        facts.call(1, "a", 1, FailureReason.CONNECTION_RESET)
                .call(1, "a", 1, FailureReason.SCHEMA_VIOLATION)
                .call(1, "a", 1, FailureReason.CONNECT_FAILED);
        assertThat(facts.report().addsUp()).isTrue();

        AuditReport report = facts.call(1, "a", 1, null).report();

        assertThat(only(report, Offence.Kind.CALLED_TWICE).fingerprint()).isEqualTo("fp-1");
    }

    @Test
    void shouldNotAllowAReconnectAfterTheAnswerBegan() {
        Facts facts = Facts.create().alert(1).complete(1);
        facts.call(1, "a", "key", 1, FailureReason.CONNECTION_RESET, SENT, ANSWER_BEGAN)
                .call(1, "a", 1, null);

        only(facts.report(), Offence.Kind.CALLED_TWICE);
    }

    @Test
    void shouldAllowTheSameProviderWithAnotherKey() {
        Facts facts = Facts.create().alert(1).complete(1);
        facts.call(1, "a", "first", 1, FailureReason.RATE_LIMITED, SENT, null)
                .call(1, "a", "second", 1, null, SENT, null);

        assertThat(facts.report().addsUp()).isTrue();
    }
}
