package dev.understudy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds another: alone, it shows what there is. */
@Command(mixinStandardHelpOptions = true)
final class CommandGroup implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private CommandGroup() {}

    /** A group of this name with one member. */
    static CommandLine of(String name, String description, String example, Object member) {
        CommandLine group = new CommandLine(new CommandGroup()).addSubcommand(member);
        group.getCommandSpec()
                .name(name)
                .usageMessage()
                .description(description)
                .footer("", "Example:", "  understudy " + name + " " + example);
        return group;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
