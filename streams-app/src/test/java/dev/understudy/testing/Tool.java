package dev.understudy.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the operating system, which tests use where it is installed. */
public record Tool(String name) {

    /** Skips the test, and says so, unless the program is on the path. */
    public static Tool require(String name) {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (!there) {
            System.out.println("skipped: " + name + " is not installed");
        }
        assumeTrue(there, name + " is not installed");
        return new Tool(name);
    }

    /** Starts it; what it prints goes to the file. */
    public Process start(Path printed, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end and returns what it printed; fails when it fails, or takes longer than a minute. */
    public String run(String... arguments) {
        try {
            Path printed = Files.createTempFile(name, ".txt");
            try {
                Process process = start(printed, List.of(arguments));
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(name + " does not end: " + Files.readString(printed));
                }
                String text = Files.readString(printed);
                if (process.exitValue() != 0) {
                    throw new AssertionError(name + " ended with " + process.exitValue() + ": " + text);
                }
                return text;
            } finally {
                Files.delete(printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
