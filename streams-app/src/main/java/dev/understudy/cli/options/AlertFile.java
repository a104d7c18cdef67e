package dev.understudy.cli.options;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A file of alerts that is read several times, one after the other. For use by one thread. */
public final class AlertFile implements AutoCloseable {
    private final String file;
    private BufferedReader current;
    private boolean fresh = true;

    /** The file, once it is known that it can be read. */
    public AlertFile(String file) throws IOException {
        this.file = file;
        this.current = AlertInput.open(file);
    }

    /** Its text from the beginning; what was opened before is closed. */
    public BufferedReader open() {
        try {
            if (!fresh) {
                close();
                current = AlertInput.open(file);
            }
            fresh = false;
            return current;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
