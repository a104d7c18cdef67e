package dev.understudy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.redaction.PlantedSecret;
import dev.understudy.redaction.PlantedSecrets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SafeTextTest {
    static List<PlantedSecret> secrets() {
        return PlantedSecrets.all();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void shouldMaskWhatAProviderQuotesWhereverItIsCut(PlantedSecret planted) {
        for (int before : new int[] {0, SafeText.MAX_LENGTH - 30, SafeText.MAX_LENGTH - 20}) {
            String safe = SafeText.of("x".repeat(before) + " could not parse: " + planted.text());

            assertThat(safe).hasSizeLessThanOrEqualTo(SafeText.MAX_LENGTH);
            assertThat(safe)
                    .doesNotContain(planted.secret()
                            .substring(0, Math.min(8, planted.secret().length())));
        }
    }

    @Test
    void shouldNotShowTheHalfOfASecretThatIsLookedAt() {
        String key = "-----BEGIN PRIVATE " + "KEY-----" + "\n" + "M".repeat(3_900) + "\n-----END PRIVATE KEY----- ";

        assertThat(SafeText.of(key + "sk-ant-api03-" + "a1".repeat(40))).doesNotContain("a1a1");
    }
}
