package dev.understudy.cli.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
public final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file. Default: the one that UNDERSTUDY_CONFIG names, else ./understudy.yaml.")
    @Nullable
    public Path file;
}
