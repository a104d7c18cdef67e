package dev.understudy.cli;

import dev.understudy.runtime.kafka.StartupException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for the demo in the help: the launcher starts it from a module that production does not ship. */
@Command(
        name = "demo",
        description = "Watch providers fail and come back, and every alert get its answer; without any key.",
        footer = {"", "Example:", "  understudy demo --help"})
final class DemoCommand implements Callable<Integer> {
    @Unmatched
    @SuppressWarnings("UnusedVariable") // taken, so that the message is about the script rather than about them
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw new StartupException("demo: is not part of this jar; start it with the script ./understudy demo");
    }
}
