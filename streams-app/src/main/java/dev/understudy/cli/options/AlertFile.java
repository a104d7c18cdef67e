package dev.understudy.cli.options;

import dev.understudy.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of alerts, or the standard input when it is called {@code -}; a file can be read several times, one after the
 * other. For use by one thread.
 */
public final class AlertFile implements AutoCloseable {
    private final String file;
    private BufferedReader current;
    private boolean fresh = true;

    /** The file, once it is known that it can be read. */
    public AlertFile(String file) throws IOException {
        this.file = file;
        this.current = reader(file);
    }

    /** Its text from the beginning; what was opened before is closed. */
    public BufferedReader open() {
        try {
            if (!fresh) {
                close();
                current = reader(file);
            }
            fresh = false;
            return current;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader reader(String file) throws IOException {
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

    @Override
    public void close() throws IOException {
        current.close();
    }
}
