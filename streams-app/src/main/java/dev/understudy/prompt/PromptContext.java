package dev.understudy.prompt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an alert beside itself.
 *
 * @param recurrence how often it fired within {@link #PERIOD}, this time included; 1 for the first time, or when nobody
 *     counted
 */
public record PromptContext(int recurrence) {
    /** How far back firings are counted. */
    public static final Duration PERIOD = Duration.ofHours(24);

    /** Nothing is. */
    public static final PromptContext NONE = new PromptContext(1);

    public PromptContext {
        if (recurrence < 1) {
            throw new IllegalArgumentException("an alert fired " + recurrence + " times");
        }
    }

    /** As a line of the alert; null for the first time. */
    @Nullable
    String line() {
        return recurrence == 1 ? null : "fired " + recurrence + " times in the last " + PERIOD.toHours() + " h";
    }
}
