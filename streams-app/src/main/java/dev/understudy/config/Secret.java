package dev.understudy.config;

import java.util.function.Supplier;

/**
 * A value that must not be shown: {@code toString} is masked. Thread-safe. One that comes from a file is read again at
 * each {@link #reveal()}, so that a rotated key is picked up without a restart.
 */
public final class Secret {
    private final Supplier<String> value;

    private Secret(Supplier<String> value) {
        this.value = value;
    }

    /** A secret known by value. */
    public static Secret of(String value) {
        return new Secret(() -> value);
    }

    /** A secret read where it is kept; the supplier may throw {@link ConfigException}. */
    public static Secret from(Supplier<String> source) {
        return new Secret(source);
    }

    /** The value itself: for the wire only, never for a log, a metric or a message. */
    public String reveal() {
        return value.get();
    }

    @Override
    public String toString() {
        return "****";
    }
}
