package dev.understudy.runtime.settings;

import dev.understudy.config.UnderstudyConfig;
import java.util.List;

/**
 * A configuration that holds, with what its owner may want to look at.
 *
 * @param warnings one line each; nothing that stops a start
 */
public record LoadedConfig(UnderstudyConfig config, List<String> warnings) {

    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
