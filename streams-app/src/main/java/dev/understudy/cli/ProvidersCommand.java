package dev.understudy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what is done to providers. */
@Command(
        name = "providers",
        mixinStandardHelpOptions = true,
        description = "Try the configured providers.",
        footer = {"", "Example:", "  understudy providers check --config understudy.yaml"})
final class ProvidersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
