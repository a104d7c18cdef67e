package dev.understudy.runtime.replay.script;

import dev.understudy.domain.alert.Alert;
import dev.understudy.runtime.settings.YamlRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What providers answer in a replay. Immutable.
 *
 * @param rules the first that matches a provider and an alert applies
 */
public record Script(List<ScriptRule> rules) {
    /** No rules. */
    public static final Script EMPTY = new Script(List.of());

    public Script {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /**
     * Reads a script.
     *
     * @throws dev.understudy.config.ConfigException when it cannot be read, or a setting is not what was expected
     */
    public static Script read(Path file) {
        return YamlRecords.read(file, Script.class, "rules");
    }

    /** The rule for a provider and an alert. */
    public Optional<ScriptRule> rule(String provider, Alert alert) {
        return rules.stream().filter(rule -> rule.matches(provider, alert)).findFirst();
    }
}
