package dev.understudy.cli.options;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.settings.LoadedConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names the configuration file, and the configuration that follows from it. */
public final class ConfigOption {
    private final ConfigFiles files;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file. Default: the one that UNDERSTUDY_CONFIG names, else ./understudy.yaml.")
    private @Nullable Path file;

    public ConfigOption(ConfigFiles files) {
        this.files = files;
    }

    /** The file that was named. */
    public @Nullable Path file() {
        return file;
    }

    /** The configuration; warnings go to the error stream. */
    public LoadedConfig load() {
        return files.load(file, command);
    }

    /** The same, but the sandbox's configuration when there is none. */
    public UnderstudyConfig loadOrSandbox() {
        return files.loadOrSandbox(file, command).config();
    }
}
