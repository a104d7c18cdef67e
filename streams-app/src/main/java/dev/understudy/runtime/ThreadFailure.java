package dev.understudy.runtime;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * What is known about a stream thread that failed.
 *
 * @param hopeless true when a new thread would fail in the same way, until someone has done something
 * @param advice what to do, for the log
 */
record ThreadFailure(boolean hopeless, String advice) {
    private static final long LEAST_FREE = 1024 * 1024;

    static ThreadFailure of(Throwable problem, Path stateDir) {
        if (isCausedBy(problem, FencedInstanceIdException.class)) {
            return new ThreadFailure(
                    true, "instance-id: another process uses it; give each instance an instance-id of its own");
        }
        if (isCausedBy(problem, MissingSourceTopicException.class)) {
            return new ThreadFailure(
                    true,
                    "topics: one that we use is gone (" + root(problem)
                            + "); run: understudy topics create, then start again");
        }
        if (isCausedBy(problem, ProcessorStateException.class) && isFull(problem, stateDir)) {
            return new ThreadFailure(
                    true,
                    "state-dir: the disk of " + stateDir + " is full; make room, then start again: nothing is lost, "
                            + "what is not answered is in Kafka");
        }
        return new ThreadFailure(false, "");
    }

    private static boolean isFull(Throwable problem, Path stateDir) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return true;
            }
        }
        try {
            FileStore disk = Files.getFileStore(stateDir);
            return disk.getUsableSpace() < LEAST_FREE;
        } catch (IOException gone) {
            return false;
        }
    }

    private static String root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static boolean isCausedBy(Throwable problem, Class<? extends Throwable> type) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
