package dev.understudy.cli.replay;

import dev.understudy.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is written when long work is done. */
final class OutputFile {
    private OutputFile() {}

    /** Refuses, before that work begins, one that could not be written; what is in it stays. */
    static void requireWritable(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean possible = Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        if (!possible) {
            throw new ConfigException(option, "'" + file + "' cannot be written; name a file in a folder that exists");
        }
    }
}
