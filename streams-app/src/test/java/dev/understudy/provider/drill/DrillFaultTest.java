package dev.understudy.provider.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DrillFaultTest {

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundByItsLabelInAnyCase(DrillFault fault) {
        assertThat(DrillFault.of(fault.label())).contains(fault);
        assertThat(DrillFault.of(fault.label().toUpperCase(Locale.ROOT))).contains(fault);
        assertThat(DrillFault.of(fault.name())).contains(fault);
        assertThat(DrillFault.of(fault.reason().label())).contains(fault);
        assertThat(fault.outcome().detail().message()).startsWith("drill: ");
    }

    @Test
    void shouldNotGuess() {
        assertThat(DrillFault.of("acount-deactivated")).isEmpty();
        assertThat(DrillFault.of("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "account-deactivated, ACCOUNT_DEACTIVATED",
        "invalid-key, AUTHENTICATION_FAILED",
        "quota, QUOTA_EXHAUSTED",
        "rate-limited, RATE_LIMITED",
        "overloaded, OVERLOADED",
        "server-error, SERVER_ERROR",
        "timeout, CALL_TIMEOUT",
        "connection-refused, CONNECT_FAILED",
        "bad-answer, SCHEMA_VIOLATION"
    })
    void shouldLeadToWhatTheRealFaultLeadsTo(String label, FailureReason reason) {
        assertThat(DrillFault.labels()).hasSize(9).contains(label);
        assertThat(DrillFault.of(label).orElseThrow().outcome().reason()).isEqualTo(reason);
    }
}
