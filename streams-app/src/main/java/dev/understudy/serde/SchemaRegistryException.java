package dev.understudy.serde;

import org.jspecify.annotations.Nullable;

/** The schema registry cannot be reached or refuses; the message says what to do about it. */
public final class SchemaRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    SchemaRegistryException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** True when the same may succeed later without anyone changing anything: the registry is away. */
    public boolean retryable() {
        return retryable;
    }
}
