package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.redaction.Redactor;
import dev.understudy.testing.ManualChatModel;
import org.junit.jupiter.api.Test;

class SecretFreeTest {
    private static final Outcome ECHO =
            Outcome.Failed.of(FailureReason.AUTHENTICATION_FAILED, "no such user: correct-horse, sorry");

    @Test
    void shouldMaskAKeyThatIsEchoedWhateverItLooksLike() {
        assertThat(SecretFree.of(ECHO, "correct-horse", Redactor.standard()))
                .isEqualTo(Outcome.Failed.of(FailureReason.AUTHENTICATION_FAILED, "no such user: ****, sorry"));
    }

    @Test
    void shouldMaskWhatIsQuotedFromAQuestion() {
        Outcome quoted = Outcome.Failed.of(FailureReason.BAD_REQUEST, "cannot parse: mail jane@example.com at once");

        assertThat(SecretFree.of(quoted, null, Redactor.standard()))
                .isEqualTo(Outcome.Failed.of(FailureReason.BAD_REQUEST, "cannot parse: mail [EMAIL_1] at once"));
    }

    @Test
    void shouldLeaveTheRestAlone() {
        assertThat(SecretFree.of(ECHO, null, Redactor.standard())).isEqualTo(ECHO);
        assertThat(SecretFree.of(ECHO, "no", Redactor.standard())).isEqualTo(ECHO);
        assertThat(SecretFree.of(ScriptedExchange.COMPLETED, "correct-horse", Redactor.standard()))
                .isEqualTo(ScriptedExchange.COMPLETED);
    }

    @Test
    void shouldMaskAKeyInAnAnswerAndInWhatIsRecordedOfIt() {
        Outcome.Completed answered = ManualChatModel.completed(Severity.HIGH);
        Outcome echo =
                new Outcome.Completed(answered.answer().map(text -> "the key is correct-horse"), answered.response());

        Outcome clean = SecretFree.of(echo, "correct-horse", Redactor.standard());

        assertThat(clean)
                .isEqualTo(
                        new Outcome.Completed(answered.answer().map(text -> "the key is ****"), answered.response()));
    }
}
