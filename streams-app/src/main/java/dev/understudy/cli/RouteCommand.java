package dev.understudy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what can be known about routes. */
@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        description = "Look at the routes of a configuration.",
        footer = {"", "Example:", "  understudy route explain alerts.jsonl"})
final class RouteCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
