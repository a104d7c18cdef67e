package dev.understudy.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An earlier version of the product, built out of the history of this clone, to run beside the version under test.
 *
 * @param name its tag or commit
 * @param folder its sources, compiled
 */
public record Release(String name, Path folder) {
    /** The last release; where a clone has no tags, its commit. */
    private static final String LAST = "v0.1.0";

    private static final String COMMIT_OF_LAST = "41a51d0";
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration BUILD = Duration.ofMinutes(6);
    private static final Duration UNPACK = Duration.ofMinutes(1);

    /** Builds the last release; skips the test, and says why, where that is not possible. */
    public static Release last(Path folder) {
        ForeignProcess.require("git", ForeignProcess.runs("git", "--version"));
        ForeignProcess.require("Maven on the PATH", ForeignProcess.runs("mvn", "--version"));
        String name = knows(LAST) ? LAST : COMMIT_OF_LAST;
        ForeignProcess.require("commit " + name + " in this clone (is it shallow?)", knows(name));
        Release release = new Release(name, folder);
        run(folder, "unpack", UNPACK, "git -C '" + CHECKOUT + "' archive " + name + " | tar -x -C '" + folder + "'");
        run(
                folder,
                "build",
                BUILD,
                "cd '" + folder + "' && mvn -B -q -ntp process-classes -pl streams-app -am"
                        + " -Dcheckstyle.skip -Dspotless.check.skip");
        return release;
    }

    private static boolean knows(String name) {
        return ForeignProcess.runs("git", "-C", CHECKOUT.toString(), "rev-parse", "--verify", "-q", name + "^{commit}");
    }

    private static void run(Path folder, String name, Duration atMost, String script) {
        try (ForeignProcess process = ForeignProcess.start(folder, name, "sh", "-ec", script)) {
            process.awaitEnd(atMost);
        }
    }

    /** The class path of this JVM with the modules of the release in the places of today's. */
    public String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(this::then)
                .filter(Objects::nonNull)
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path then(Path entry) {
        Path absolute = entry.toAbsolutePath().normalize();
        if (!absolute.startsWith(CHECKOUT)) {
            return entry;
        }
        Path module = CHECKOUT.relativize(absolute).getName(0);
        return absolute.endsWith("test-classes")
                ? null
                : folder.resolve(module).resolve("target").resolve("classes");
    }

    /** Names of the contracts that are not what they were. */
    public List<String> changedContracts() {
        Path contracts = Path.of("schemas", "src", "main", "avro");
        try (Stream<Path> files = Files.list(CHECKOUT.resolve(contracts))) {
            List<String> changed = new ArrayList<>();
            for (Path file : new TreeSet<>(files.toList())) {
                Path before = folder.resolve(contracts).resolve(file.getFileName());
                if (!Files.exists(before) || !Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(before))) {
                    changed.add(file.getFileName().toString().replace(".avsc", ""));
                }
            }
            return changed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
