package dev.understudy.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others: alone, it shows what there is. */
@Command(mixinStandardHelpOptions = true)
final class CommandGroup implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private CommandGroup() {}

    /** A group of this name with one member. */
    static CommandLine of(String name, String description, String example, Object member) {
        return of(name, description, List.of(example), member);
    }

    /** A group of this name with these members. */
    static CommandLine of(String name, String description, List<String> examples, Object... members) {
        CommandLine group = new CommandLine(new CommandGroup());
        for (Object member : members) {
            group.addSubcommand(member);
        }
        List<String> footer = new ArrayList<>(List.of("", examples.size() == 1 ? "Example:" : "Examples:"));
        examples.forEach(example -> footer.add("  understudy " + name + " " + example));
        group.getCommandSpec()
                .name(name)
                .usageMessage()
                .description(description)
                .footer(footer.toArray(String[]::new));
        return group;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
