package dev.understudy.cli;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.runtime.settings.ConfigPrinter;
import dev.understudy.runtime.settings.LoadedConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the configuration in force. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Check a configuration file, and print what is in force: every default included, secrets masked.",
            ""
        },
        footer = {"", "Example:", "  understudy config validate --config understudy.yaml"})
final class ConfigValidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    ConfigValidateCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        LoadedConfig loaded = config.load();
        spec.commandLine().getOut().print(ConfigPrinter.print(loaded.config()));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
