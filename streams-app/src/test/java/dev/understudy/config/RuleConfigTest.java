package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.FaultDomain;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleConfigTest {
    @Test
    void shouldHaveDefaults() {
        assertThat(RulesConfig.defaults()).isEqualTo(new RulesConfig(true, List.of()));
        assertThat(new RuleConfig(List.of("A*"), null, "Why.", null))
                .isEqualTo(new RuleConfig(List.of("A*"), FaultDomain.UNKNOWN, "Why.", List.of()));
        assertThat(new RuleConfig.Action("Look.", null, null).risk()).isEqualTo(ActionRisk.READ_ONLY);
    }

    @Test
    void shouldRefuseARuleThatSaysNothingOrOfNothing() {
        assertThatThrownBy(() -> new RuleConfig(null, null, "Why.", null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("alerts: is empty; expected names of alerts, such as KubePod*");
        assertThatThrownBy(() -> new RuleConfig(List.of("A"), null, null, null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("actions: is empty, and so is cause: the rule would say nothing");
        assertThatThrownBy(() -> new RuleConfig.Action(" ", null, null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("text: is missing; expected what to do");
        assertThatThrownBy(() -> new RuleConfig.Action("x".repeat(1_001), null, null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("text: must have at most 1000 characters, and so must command");
    }
}
