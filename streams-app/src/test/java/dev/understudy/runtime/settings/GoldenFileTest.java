package dev.understudy.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.comparison.golden.GoldenAlert;
import dev.understudy.comparison.golden.GoldenScore;
import dev.understudy.comparison.golden.GoldenSet;
import dev.understudy.comparison.golden.Scorer;
import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.testing.ExampleAlerts;
import dev.understudy.testing.SampleAnswers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoldenFileTest {
    private static final Path SHIPPED = Path.of("../examples/golden.yaml");

    @Test
    void shouldReadEverySetting() {
        GoldenSet set = GoldenFile.parse("""
                check-secrets: false
                check-links: false
                allow-links: [https://runbooks.example.com/]
                must-not-contain: [rm -rf]
                alerts:
                  - fingerprint: 00ff
                    alert: PodMemory
                    labels: {pod: a}
                    severity: [high, critical]
                    actionability: action-required
                    must-mention: [a, '/mem(ory)?/']
                    must-not-contain: [drop]
                """, "golden.yaml");

        assertThat(set)
                .isEqualTo(new GoldenSet(
                        false,
                        false,
                        List.of("https://runbooks.example.com/"),
                        List.of("rm -rf"),
                        List.of(new GoldenAlert(
                                "00ff",
                                "PodMemory",
                                Map.of("pod", "a"),
                                Set.of(Severity.HIGH, Severity.CRITICAL),
                                Set.of(Actionability.ACTION_REQUIRED),
                                List.of("a", "/mem(ory)?/"),
                                List.of("drop")))));
    }

    @Test
    void shouldCheckSecretsAndLinksUnlessToldOtherwise() {
        GoldenSet set = GoldenFile.parse("alerts: [{alert: a, severity: low}]", "golden.yaml");

        assertThat(set.checkSecrets()).isTrue();
        assertThat(set.checkLinks()).isTrue();
    }

    @Test
    void shouldSayWhatIsWrongAndWhere() {
        assertRefused("", "golden.yaml: is empty; expected alerts: and what is expected of the answer to each");
        assertRefused("check-links: true", "alerts: is missing; expected a list");
        assertRefused("alerts: [{severity: low}]", "alerts[0].alert: is missing; name the alert, or its fingerprint");
        assertRefused("alerts: [{alert: a}]", "alerts[0].severity: is missing, and so is all else");
        assertRefused(
                "alerts:\n  - alert: a\n    severity: urgent",
                "alerts[0].severity[0]: must be one of unknown, info, low, warning, high, critical",
                "(golden.yaml:3)");
        assertRefused(
                "alerts:\n  - alert: a\n    must-mention: [x, '/(/']",
                "alerts[0].must-mention[1]: is no regular expression: Unclosed group (golden.yaml:3)");
        assertRefused("alerts: [{alert: a, severity: low, must-say: [b]}]", "alerts[0].must-say: is not a setting");
        assertRefused("must-not-contain: ['']\nalerts: [{alert: a, severity: low}]", "must-not-contain[0]: is blank");
        assertThatThrownBy(() -> GoldenFile.load(Path.of("nowhere.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("nowhere.yaml: does not exist");
    }

    private static void assertRefused(String text, String... parts) {
        assertThatThrownBy(() -> GoldenFile.parse(text, "golden.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(parts[0])
                .hasMessageContaining(parts[parts.length - 1]);
    }

    @Test
    void shouldExpectSomethingOfTheAnswerToEachSampleAlertWithTheSetThatShips() {
        GoldenSet shipped = GoldenFile.load(SHIPPED);

        assertThat(ExampleAlerts.all()).hasSize(62).allSatisfy(alert -> assertThat(shipped.alerts())
                .filteredOn(entry -> entry.isAbout(alert))
                .hasSize(1));
        assertThat(shipped.alerts()).allSatisfy(entry -> {
            assertThat(entry.severity()).isNotEmpty();
            assertThat(entry.mustMention()).isNotEmpty();
        });
    }

    @Test
    void shouldGiveAPerfectScoreToGoodAnswersWithTheSetThatShips() {
        GoldenScore score = new Scorer(GoldenFile.load(SHIPPED)).score(SampleAnswers.good());

        assertThat(score.faulty()).isEmpty();
        assertThat(score.unanswered()).isEmpty();
        assertThat(score.percent()).isEqualTo(100);
        assertThat(score.answers())
                .as("those to the two alerts that ended say nothing")
                .hasSize(60);
    }

    @Test
    void shouldFindFaultWithAnswersThatSayNothingOfTheirAlert() {
        GoldenScore score = new Scorer(GoldenFile.load(SHIPPED))
                .score(SampleAnswers.all(
                        (index, draft) -> draft.summary("Something is wrong.").severity(Severity.UNKNOWN)));

        assertThat(score.faulty()).hasSize(60);
    }
}
