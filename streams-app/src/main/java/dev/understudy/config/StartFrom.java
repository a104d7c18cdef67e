package dev.understudy.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Where the very first start begins to read {@code incidents}; later starts go on where the last one stopped.
 *
 * @param position latest, earliest or back by a duration
 * @param back how far back; null unless the position is BACK
 */
public record StartFrom(Position position, @Nullable Duration back) {

    /** The end, the beginning, or some way back from the end. */
    public enum Position {
        LATEST,
        EARLIEST,
        BACK
    }

    /** Some way back from now. */
    public static StartFrom back(Duration duration) {
        return new StartFrom(Position.BACK, Require.positive(duration, "start-from"));
    }

    /** Only what comes from now on. */
    public static StartFrom latest() {
        return new StartFrom(Position.LATEST, null);
    }

    /** Everything that the topic still holds. */
    public static StartFrom earliest() {
        return new StartFrom(Position.EARLIEST, null);
    }

    /** {@code latest}, {@code earliest} or a duration such as {@code 15m}. */
    public static StartFrom parse(String text) {
        return switch (text) {
            case "latest" -> latest();
            case "earliest" -> earliest();
            default -> {
                try {
                    yield back(Durations.parse(text));
                } catch (DateTimeParseException e) {
                    throw new ConfigException("start-from", "expected latest, earliest or a duration, but is " + text);
                }
            }
        };
    }
}
