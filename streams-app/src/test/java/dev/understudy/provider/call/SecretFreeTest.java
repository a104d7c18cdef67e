package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ScriptedExchange;
import org.junit.jupiter.api.Test;

class SecretFreeTest {
    private static final Outcome ECHO =
            Outcome.Failed.of(FailureReason.AUTHENTICATION_FAILED, "no such user: correct-horse, sorry");

    @Test
    void shouldMaskAKeyThatIsEchoedWhateverItLooksLike() {
        assertThat(SecretFree.of(ECHO, "correct-horse"))
                .isEqualTo(Outcome.Failed.of(FailureReason.AUTHENTICATION_FAILED, "no such user: ****, sorry"));
    }

    @Test
    void shouldLeaveTheRestAlone() {
        assertThat(SecretFree.of(ECHO, null)).isSameAs(ECHO);
        assertThat(SecretFree.of(ECHO, "no")).isSameAs(ECHO);
        assertThat(SecretFree.of(ScriptedExchange.COMPLETED, "correct-horse")).isSameAs(ScriptedExchange.COMPLETED);
    }
}
