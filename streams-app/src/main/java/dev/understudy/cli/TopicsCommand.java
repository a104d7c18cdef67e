package dev.understudy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what is done to topics. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Create the topics of an installation.",
        footer = {"", "Example:", "  understudy topics create --partitions 12 --replication-factor 3"})
final class TopicsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
