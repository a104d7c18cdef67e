package dev.understudy.runtime.kafka;

/** We cannot start, or a command cannot do its work. The message is one line: what, where, and what to do. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A reason not to start. */
    public StartupException(String message) {
        super(message);
    }

    /** A reason not to start, with what led to it, shown only when asked for. */
    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
