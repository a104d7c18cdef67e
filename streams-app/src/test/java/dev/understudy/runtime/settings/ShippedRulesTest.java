package dev.understudy.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.RuleConfig;
import dev.understudy.config.RulesConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.policy.Rules;
import dev.understudy.testing.ExampleAlerts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
    private final Rules rules = Rules.of(ShippedRules.after(RulesConfig.defaults()));

    @Test
    void shouldSayOfEverySampleAlertWhatItIsAndWhatToDoAboutWhichResource() {
        for (Alert alert : ExampleAlerts.all()) {
            Enrichment said = rules.enrich(alert);

            String subject = Stream.of(
                            alert.place().resource(),
                            alert.place().service(),
                            alert.place().component(),
                            alert.place().cluster())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            assertThat(said.title()).as(alert.name()).contains(alert.name());
            assertThat(said.summary()).as(alert.name()).isNotBlank();
            assertThat(said.assessment().severity()).isEqualTo(alert.severity());
            assertThat(said.assessment().faultDomain()).as(alert.name()).isNotEqualTo(FaultDomain.UNKNOWN);
            assertThat(said.suggestedActions())
                    .as(alert.name())
                    .anyMatch(action -> action.description().contains(subject))
                    .allSatisfy(action ->
                            assertThat(action.description() + action.command()).doesNotContain("{", "}"));
        }
    }

    @Test
    void shouldHaveMoreToSayThanWhatIsTrueOfAnyAlert() {
        Rules none = Rules.of(List.of());
        for (Alert alert : ExampleAlerts.all()) {
            if (alert.status() == AlertStatus.FIRING) {
                assertThat(rules.enrich(alert).suggestedActions())
                        .as(alert.name())
                        .hasSizeGreaterThan(
                                none.enrich(alert).suggestedActions().size());
            }
        }
    }

    @Test
    void shouldTryOwnRulesFirstAndAloneWhenTheOthersAreSwitchedOff() {
        RuleConfig own = new RuleConfig(List.of("KubePod*"), FaultDomain.THIRD_PARTY, "Ours.", List.of());

        assertThat(ShippedRules.after(new RulesConfig(true, List.of(own))))
                .startsWith(own)
                .hasSizeGreaterThan(30);
        assertThat(ShippedRules.after(new RulesConfig(false, List.of(own)))).containsExactly(own);
    }
}
