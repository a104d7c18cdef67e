package dev.understudy.cli.options;

import dev.understudy.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what holds alerts. */
public final class AlertInput {
    private AlertInput() {}

    /** The text of a file, or of the standard input when it is called {@code -}. */
    public static BufferedReader open(String file) throws IOException {
        if (file.equals("-")) {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new ConfigException(file, "cannot be read; name a file of JSON lines, or - for the standard input");
        }
        // Not newBufferedReader: that stops at the first byte that is no UTF-8, which is one line's problem.
        InputStream bytes = Files.newInputStream(path);
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }
}
