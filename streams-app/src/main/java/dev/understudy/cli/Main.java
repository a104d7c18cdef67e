package dev.understudy.cli;

import dev.understudy.runtime.Application;
import dev.understudy.runtime.Applications;
import dev.understudy.source.JsonAlerts;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Executes the arguments as a command and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(UnderstudyCommand.create(parts()).execute(arguments));
    }

    private static UnderstudyCommand.Parts parts() {
        return new UnderstudyCommand.Parts(
                context -> new NoApplications(), new JsonAlerts(Clock.systemUTC()), System.getenv());
    }

    /** The rooms that hold topologies are not wired yet: run refuses, and says so. */
    private static final class NoApplications implements Applications {
        @Override
        public List<Application> all() {
            return List.of();
        }

        @Override
        public Map<String, Object> providers() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
