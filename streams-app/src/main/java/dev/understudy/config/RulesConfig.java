package dev.understudy.config;

import java.util.List;

/**
 * What is said about alerts while no model answers.
 *
 * @param shipped whether the rules that come with the product apply, about common Kubernetes, node, database, messaging
 *     and web alerts
 * @param own rules of one's own, tried first; the first that matches applies
 */
public record RulesConfig(Boolean shipped, List<RuleConfig> own) {

    public RulesConfig {
        shipped = Require.orElse(shipped, true);
        own = List.copyOf(Require.orElse(own, List.of()));
    }

    /** The rules that ship, and no others. */
    @SuppressWarnings("NullAway") // null means the default
    public static RulesConfig defaults() {
        return new RulesConfig(null, null);
    }
}
