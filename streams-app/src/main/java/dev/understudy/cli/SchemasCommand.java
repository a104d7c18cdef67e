package dev.understudy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what is done to schemas. */
@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        description = "Register the contracts with the schema registry.",
        footer = {"", "Example:", "  understudy schemas register"})
final class SchemasCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
