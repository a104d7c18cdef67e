package dev.understudy.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks that configuration records share. Each throws a {@link ConfigException} that names the property. */
final class Require {
    private Require() {}

    static <T> T present(@Nullable T value, String property, String expected) {
        if (value == null || value.toString().isBlank()) {
            throw new ConfigException(property, "is missing; expected " + expected);
        }
        return value;
    }

    static Duration positive(Duration value, String property) {
        if (value.isZero() || value.isNegative()) {
            throw new ConfigException(
                    property, "must be longer than zero, such as 15s, but is " + Durations.format(value));
        }
        return value;
    }

    static int positive(int value, String property) {
        if (value < 1) {
            throw new ConfigException(property, "must be at least 1, but is " + value);
        }
        return value;
    }

    static int within(int value, int least, int most, String property) {
        if (value < least || value > most) {
            throw new ConfigException(property, "must be " + least + " to " + most + ", but is " + value);
        }
        return value;
    }

    static BigDecimal within(BigDecimal value, int least, int most, String property) {
        if (value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new ConfigException(property, "must be " + least + " to " + most + ", but is " + value);
        }
        return value;
    }

    static <T> T orElse(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }

    /** An unmodifiable copy in the order given, which Map.copyOf would lose. */
    static <V> Map<String, V> ordered(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
