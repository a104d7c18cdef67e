package dev.understudy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder with everything that a run writes; it goes with the run unless it is kept. */
final class DemoFolder implements AutoCloseable {
    private final Path path;
    private boolean kept;

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder create() {
        try {
            return new DemoFolder(Files.createTempDirectory("understudy-demo"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    Path path() {
        return path;
    }

    Path log() {
        return path.resolve("demo.log");
    }

    /** What failed is looked into. */
    synchronized void keepLog() {
        kept = true;
    }

    /** Deletes it, but for the log when that is kept; what cannot be deleted is left to the system. */
    @Override
    public synchronized void close() {
        boolean leave = kept && Files.exists(log());
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> !(leave && log().startsWith(file)))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
