package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A program that is not ours, in a process of its own. Ends with this JVM at the latest. */
public final class ForeignProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private ForeignProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** True when the command runs and ends with 0, as {@code kcat -V} does where kcat is installed. */
    public static boolean runs(String... command) {
        try {
            Process probe = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test, and says so, unless what it needs is there. */
    public static void require(String what, boolean there) {
        if (!there) {
            System.out.println("a check is skipped, because there is no " + what);
        }
        assumeTrue(there, "there is no " + what);
    }

    /** Starts a program whose output goes to files of that name in the folder. */
    public static ForeignProcess start(Path folder, String name, String... command) {
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ForeignProcess(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it wrote so far, once that fits the condition; fails when it does not in time, or has ended before. */
    public List<String> await(Duration atMost, Predicate<List<String>> condition) {
        Awaitility.await(out.toString())
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .failFast("the program has ended: " + err, () -> !process.isAlive() && !condition.test(lines()))
                .untilAsserted(
                        () -> assertThat(condition.test(lines())).as(toString()).isTrue());
        return lines();
    }

    /** What it wrote, once it has ended with 0. */
    public List<String> awaitEnd(Duration atMost) {
        assertThat(ended(atMost)).as("%s ended within %s", out, atMost).isTrue();
        assertThat(process.exitValue()).as(toString()).isZero();
        return lines();
    }

    private boolean ended(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM; true when it ended within that time. */
    public boolean stop(Duration atMost) {
        process.destroy();
        return ended(atMost);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        try {
            return "it wrote\n" + Files.readString(out) + "\nand to its errors\n" + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
