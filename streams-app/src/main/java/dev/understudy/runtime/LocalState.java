package dev.understudy.runtime;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether the last run on a state folder came to its end. What a killed one leaves is of no use: under exactly-once
 * Kafka Streams restores it anew, but only after it has opened every store twice to find that out. Whoever knows
 * beforehand throws it away and is back sooner. Nothing but that time depends on it.
 *
 * @param mark the file that is there during a run
 */
record LocalState(Path mark) {

    static LocalState of(UnderstudyConfig config, String applicationId) {
        return new LocalState(config.stateDir().resolve(applicationId + ".running"));
    }

    /** Marks the begin of a run; false when the last one never came to its end. */
    boolean begin() {
        try {
            if (Files.exists(mark)) {
                return false;
            }
            Files.createDirectories(mark.toAbsolutePath().getParent());
            Files.createFile(mark);
            return true;
        } catch (IOException e) {
            throw new StartupException("state-dir: " + mark + " cannot be written (" + e.getMessage() + ")", e);
        }
    }

    /** Marks its end. */
    void end() {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw new StartupException("state-dir: " + mark + " cannot be deleted (" + e.getMessage() + ")", e);
        }
    }
}
