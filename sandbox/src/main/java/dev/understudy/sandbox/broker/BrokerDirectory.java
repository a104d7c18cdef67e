package dev.understudy.sandbox.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a broker keeps its files: a directory of the user, which stays, or a temporary one, which goes with the broker.
 *
 * @param path the directory
 * @param isTemporary true when {@link #close()} deletes it
 */
public record BrokerDirectory(Path path, boolean isTemporary) implements AutoCloseable {

    /** A new directory that is deleted at the end. */
    public static BrokerDirectory temporary() {
        try {
            return new BrokerDirectory(Files.createTempDirectory("understudy-broker"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory that stays. */
    public static BrokerDirectory kept(Path path) {
        return new BrokerDirectory(path, false);
    }

    /** Deletes the directory if it is temporary; what cannot be deleted is left to the system. */
    @Override
    public void close() {
        if (!isTemporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
