package dev.understudy.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.RedactionConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorTest {
    private static final int ROUNDS = 2_000;

    private final Redactor redactor = Redactor.of(RedactionConfig.defaults());

    static List<PlantedSecret> secrets() {
        return PlantedSecrets.all();
    }

    static List<String> lookAlikes() {
        return LookAlikes.all();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void shouldMaskEverySecretAndNothingBesideIt(PlantedSecret planted) {
        String masked = redactor.mask(planted.text());

        assertThat(masked).doesNotContain(planted.secret());
        for (int end = 8; end <= planted.secret().length(); end += 8) {
            assertThat(masked).doesNotContain(planted.secret().substring(end - 8, end));
        }
        assertThat(masked).startsWith(planted.text().split("[\\s:=/\">]", 2)[0]);
        if (planted.text().endsWith(PlantedSecret.AFTER)) {
            assertThat(masked).endsWith(PlantedSecret.AFTER);
        }
    }

    @ParameterizedTest
    @MethodSource("lookAlikes")
    void shouldLeaveWhatOnlyLooksLikeASecret(String text) {
        assertThat(redactor.mask(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void shouldMaskWhatIsMaskedAlreadyNoFurther(PlantedSecret planted) {
        String once = redactor.mask(planted.text());

        assertThat(redactor.mask(once)).isEqualTo(once);
    }

    @Test
    void shouldHaveATableThatIsLargeEnough() {
        assertThat(secrets()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(secrets().stream().map(PlantedSecret::rule)).doesNotHaveDuplicates();
        assertThat(lookAlikes()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void shouldKeepTheKeyOfAPair() {
        assertThat(redactor.mask("user=crm password=hunter2 host=db-1"))
                .isEqualTo("user=crm password=[REDACTED:credential] host=db-1");
        assertThat(redactor.mask("postgres://crm:pa55@db:5432/crm"))
                .isEqualTo("postgres://crm:[REDACTED:url-password]@db:5432/crm");
    }

    @Test
    void shouldMaskASecretThatIsSplitByWhatNobodySees() {
        PlantedSecret key = secrets().stream()
                .filter(secret -> secret.rule().equals("aws-access-token"))
                .findFirst()
                .orElseThrow();
        String split = key.text().replace("AKIA", "AK\u200bIA");

        assertThat(redactor.mask(split)).doesNotContain(key.secret());
    }

    @Test
    void shouldMaskAddressesOfMachinesOnlyWhenAskedTo() {
        String text = "from 10.4.2.17 and 2001:db8::8a2e:370:7334 via db-1.corp.example.com at 02:17:20";
        Redactor all = Redactor.of(new RedactionConfig(true, true, List.of("corp.example.com"), Map.of()));

        assertThat(redactor.mask(text)).isEqualTo(text);
        assertThat(all.mask(text)).isEqualTo("from [IP_1] and [IP_2] via [HOST_1] at 02:17:20");
    }

    @Test
    void shouldMaskOwnPatterns() {
        Redactor own = Redactor.of(new RedactionConfig(true, false, List.of(), Map.of("customer", "CUST-\\d{6}")));

        assertThat(own.mask("order of CUST-123456 failed")).isEqualTo("order of [REDACTED:customer] failed");
    }

    @Test
    void shouldDoNothingWhenSwitchedOff() {
        Redactor off = Redactor.of(new RedactionConfig(false, true, List.of("example.com"), Map.of()));

        assertThat(off.mask("password=hunter2 from 10.4.2.17")).isEqualTo("password=hunter2 from 10.4.2.17");
    }

    @Test
    void shouldBoundTheTimeOfOwnPatterns() {
        Redactor own = Redactor.of(new RedactionConfig(
                true, false, List.of(), Map.of("slow", "(a+)+b", "deep", "(x|y)*z", "plain", "q{3}")));
        String text = "a".repeat(5_000) + " " + "xy".repeat(100_000) + " qqq";

        long start = System.nanoTime();
        String masked = own.mask(text);
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertThat(millis).isLessThan(2_000);
        assertThat(masked).as("what cannot be searched in time is masked whole").matches("\\[REDACTED:(?:slow|deep)]");
    }

    @Test
    void shouldTakeLinearTimeForWhateverComes() {
        for (String part : List.of(
                "a@", "://:", "password=", "eyJ", "-----BEGIN PRIVATE KEY-----", "4", "key: ", "\\\"", "x.", "@tcp(")) {
            String text = part.repeat(400_000 / part.length());
            long start = System.nanoTime();

            redactor.mask(text);

            assertThat((System.nanoTime() - start) / 1_000_000).as(part).isLessThan(5_000);
        }
    }

    @Test
    void shouldBeFastEnoughForTheStreamThread() {
        String text = String.join(" ", LookAlikes.all()).substring(0, 1_000) + " password=hunter2";
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            redactor.mask(text);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        System.out.printf("redaction of 1 kB: %.1f us%n", fastest / 1_000.0);

        assertThat(fastest).isLessThan(5_000_000);
    }
}
