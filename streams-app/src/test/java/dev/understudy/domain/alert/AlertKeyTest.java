package dev.understudy.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertKeyTest {
    @ParameterizedTest
    @CsvSource({
        "acme,   00ff,   acme|00ff",
        "'',     00ff,   00ff",
        "ac|me,  00|ff,  ac\\|me|00\\|ff",
        "acme,   a\\b,   acme|a\\\\b",
        "acme,   \\,     acme|\\\\",
    })
    void shouldHoldTheFingerprintWhateverIsInIt(String tenant, String fingerprint, String key) {
        assertThat(AlertKey.of(tenant, fingerprint).value()).isEqualTo(key);
        assertThat(AlertKey.of(tenant, fingerprint).fingerprint()).isEqualTo(fingerprint);
    }
}
