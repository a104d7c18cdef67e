package dev.understudy.cli;

import dev.understudy.runtime.Pipeline;
import dev.understudy.source.JsonAlerts;
import java.time.Clock;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Executes the arguments as a command and ends with its exit code. */
    public static void main(String[] arguments) {
        UnderstudyCommand.Parts parts =
                new UnderstudyCommand.Parts(Pipeline::create, new JsonAlerts(Clock.systemUTC()), System.getenv());
        System.exit(UnderstudyCommand.create(parts).execute(arguments));
    }
}
