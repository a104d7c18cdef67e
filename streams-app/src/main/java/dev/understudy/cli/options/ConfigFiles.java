package dev.understudy.cli.options;

import dev.understudy.config.ConfigException;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.runtime.settings.LoadedConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds and loads the configuration of a command: the file named, else the one that UNDERSTUDY_CONFIG names, else
 * ./understudy.yaml. Commands that are part of the first steps take the sandbox's configuration when there is none of
 * these, and say so.
 */
public final class ConfigFiles {
    private static final String VARIABLE = "UNDERSTUDY_CONFIG";
    private static final String HOME = "UNDERSTUDY_HOME";
    private static final Path IN_PLACE = Path.of("understudy.yaml");

    private final Map<String, String> environment;

    public ConfigFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The configuration; warnings go to the error stream. */
    public LoadedConfig load(@Nullable Path named, CommandSpec spec) {
        Path file = find(named);
        if (file == null) {
            throw new ConfigException(
                    "--config",
                    "is missing, and there is neither UNDERSTUDY_CONFIG nor ./understudy.yaml; "
                            + "for the sandbox: --config examples/sandbox.yaml");
        }
        return read(file, spec);
    }

    /** The same, but the sandbox's configuration when none was named. */
    public LoadedConfig loadOrSandbox(@Nullable Path named, CommandSpec spec) {
        Path file = find(named);
        String home = environment.getOrDefault(HOME, "");
        if (file == null && !home.isEmpty()) {
            spec.commandLine().getErr().println("understudy: no configuration named, so the sandbox's is used");
            return read(Path.of(home, "examples", "sandbox.yaml"), spec);
        }
        return load(named, spec);
    }

    private @Nullable Path find(@Nullable Path named) {
        if (named != null) {
            return named;
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return Path.of(variable);
        }
        return Files.exists(IN_PLACE) ? IN_PLACE : null;
    }

    private LoadedConfig read(Path file, CommandSpec spec) {
        LoadedConfig loaded = new ConfigLoader(environment).load(file);
        for (String warning : loaded.warnings()) {
            spec.commandLine().getErr().println("understudy: warning: " + warning);
        }
        spec.commandLine().getErr().flush();
        return loaded;
    }
}
