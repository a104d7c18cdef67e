package dev.understudy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what is done to configuration files. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Check a configuration file.",
        footer = {"", "Example:", "  understudy config validate --config understudy.yaml"})
final class ConfigCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
