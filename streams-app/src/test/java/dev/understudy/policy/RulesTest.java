package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.RuleConfig;
import dev.understudy.config.RuleConfig.Action;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.prompt.SampleAlerts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void shouldSayWhatTheFirstMatchingRuleSays() {
        Rules rules = Rules.of(List.of(
                rule("Node*", FaultDomain.NETWORK, "Not this one."),
                rule("Kube*Looping", FaultDomain.APPLICATION, "{pod} ends again and again."),
                rule("*", FaultDomain.MONITORING, "Too late.")));

        Enrichment said = rules.enrich(alert(Map.of("pod", "checkout-1")));

        assertThat(said.assessment().faultDomain()).isEqualTo(FaultDomain.APPLICATION);
        assertThat(said.hypotheses()).singleElement().satisfies(hypothesis -> assertThat(hypothesis.cause())
                .isEqualTo("checkout-1 ends again and again."));
    }

    @Test
    void shouldLeaveOutWhatNamesALabelThatTheAlertLacks() {
        Rules rules = Rules.of(List.of(new RuleConfig(
                List.of("*"),
                null,
                "{node} is full.",
                List.of(
                        new Action("Look at {node}.", null, null),
                        new Action("Look at {pod}.", "kubectl describe pod {pod}", null)))));

        Enrichment said = rules.enrich(alert(Map.of("pod", "checkout-1")));

        assertThat(said.hypotheses()).isEmpty();
        assertThat(said.suggestedActions())
                .extracting(SuggestedAction::description)
                .contains("Look at checkout-1.")
                .noneMatch(text -> text.contains("node"));
    }

    @Test
    void shouldShowNoCommandWithALabelThatIsNoPlainWord() {
        Rules rules = Rules.of(List.of(new RuleConfig(
                List.of("*"),
                null,
                null,
                List.of(new Action("Look at {pod}.", "kubectl delete pod {pod}", ActionRisk.DISRUPTIVE)))));

        for (String hostile : List.of("a; rm -rf /", "$(reboot)", "-A", "a b", "a\nb", "`x`", "a'b")) {
            assertThat(rules.enrich(alert(Map.of("pod", hostile))).suggestedActions())
                    .as(hostile)
                    .allSatisfy(action -> assertThat(action.command()).isNull());
        }
        assertThat(rules.enrich(alert(Map.of("pod", "checkout-1"))).suggestedActions())
                .extracting(SuggestedAction::command)
                .contains("kubectl delete pod checkout-1");
    }

    @Test
    void shouldSayWhereToLookWhenNoRuleMatches() {
        Enrichment said = Rules.of(List.of()).enrich(alert(Map.of("pod", "checkout-1")));

        assertThat(said.assessment().faultDomain()).isEqualTo(FaultDomain.UNKNOWN);
        assertThat(said.suggestedActions()).isNotEmpty();
    }

    private static Alert alert(Map<String, String> labels) {
        return SampleAlerts.withLabels(labels);
    }

    private static RuleConfig rule(String alerts, FaultDomain domain, String cause) {
        return new RuleConfig(List.of(alerts), domain, cause, List.of());
    }
}
