package dev.understudy.config;

import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.FaultDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to say about some alerts while no model answers. In texts and commands {@code {pod}} stands for the value of the
 * label {@code pod}; {@code {name}}, {@code {service}}, {@code {resource}} and {@code {cluster}} for what the alert is
 * about.
 *
 * @param alerts names of alerts, of which one must match; {@code *} stands for any characters
 * @param faultDomain where the fault most likely sits
 * @param cause the usual cause; needed without {@code actions}
 * @param actions next steps, in order; one with a label that the alert lacks is left out. Needed without {@code cause}
 */
public record RuleConfig(
        List<String> alerts,
        FaultDomain faultDomain,
        @Nullable String cause,
        List<Action> actions) {

    public RuleConfig {
        alerts = List.copyOf(Require.orElse(alerts, List.of()));
        if (alerts.isEmpty()) {
            throw new ConfigException("alerts", "is empty; expected names of alerts, such as KubePod*");
        }
        faultDomain = Require.orElse(faultDomain, FaultDomain.UNKNOWN);
        actions = List.copyOf(Require.orElse(actions, List.of()));
        if (actions.isEmpty() && cause == null) {
            throw new ConfigException("actions", "is empty, and so is cause: the rule would say nothing");
        }
    }

    /**
     * A next step.
     *
     * @param text what to do; at most 1,000 characters
     * @param command what to type, for a human; left out when a label in it holds more than a plain word
     * @param risk effect of carrying it out
     */
    public record Action(String text, @Nullable String command, ActionRisk risk) {
        private static final int LONGEST = 1_000;

        public Action {
            text = Require.present(text, "text", "what to do");
            risk = Require.orElse(risk, ActionRisk.READ_ONLY);
            if (text.length() > LONGEST || (command != null && command.length() > LONGEST)) {
                throw new ConfigException("text", "must have at most " + LONGEST + " characters, and so must command");
            }
        }
    }
}
