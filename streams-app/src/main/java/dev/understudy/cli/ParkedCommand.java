package dev.understudy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what is done about requests that wait in the retry topics. */
@Command(
        name = "parked",
        mixinStandardHelpOptions = true,
        description = "Look at requests that wait for a provider.",
        footer = {"", "Example:", "  understudy parked list"})
final class ParkedCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
