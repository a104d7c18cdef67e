package dev.understudy.sandbox.broker;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that {@link Process} cannot send. */
public enum ProcessSignal {
    /** The process stands still; its connections stay open. */
    STOP,
    /** It goes on as if nothing had been. */
    CONT;

    /** Sends it. Throws IllegalStateException when there is no such process. */
    public void sendTo(long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name() + " " + pid + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
