package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.RuleConfig;
import dev.understudy.config.RuleConfig.Action;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.testing.Texts;
import java.util.ArrayList;
import java.util.Collections;
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
    void shouldKeepEveryTextWithinItsBoundAndShowNoCutCommandOrLink() {
        Rules rules = Rules.of(List.of(new RuleConfig(
                List.of("*"),
                null,
                "{pod} ".repeat(20),
                List.of(
                        new Action("{pod} ".repeat(20), "kubectl describe" + " pod/{name}".repeat(80), null),
                        new Action("Look.", "kubectl describe pod/{name}", null)))));
        String rockets = "\ud83d\ude80".repeat(4_000);
        String long_ = "n".repeat(250);
        Alert alert = SampleAlerts.everywhere(long_);
        List<Link> links = new ArrayList<>(Collections.nCopies(30, new Link("graph", "https://g", rockets)));
        links.addAll(Collections.nCopies(30, new Link("runbook", "https://runbook", "")));
        links.add(0, new Link("runbook", "https://" + rockets, ""));

        Enrichment said = rules.enrich(new Alert(
                alert.eventId(),
                alert.fingerprint(),
                long_,
                alert.status(),
                alert.severity(),
                null,
                rockets,
                rockets,
                alert.source(),
                alert.times(),
                Map.of("pod", rockets),
                Map.of(),
                Map.of(),
                new AlertPlace("s" + rockets, null, null, rockets, null, null, null),
                alert.delivery(),
                links));

        assertThat(Texts.of(said)).allSatisfy(Texts::isBoundedAndWhole);
        assertThat(said.suggestedActions())
                .extracting(SuggestedAction::command)
                .filteredOn(command -> command != null)
                .containsExactly("kubectl describe pod/" + long_);
        assertThat(said.suggestedActions())
                .filteredOn(SuggestedAction::fromRunbook)
                .hasSize(20)
                .allSatisfy(action -> assertThat(action.description()).endsWith("https://runbook"));
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
