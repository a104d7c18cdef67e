package dev.understudy.prompt;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an alert beside itself.
 *
 * @param recurrence how many episodes of it came without a day of quiet between them, this one included; 1 for the
 *     first, or when nobody counted
 */
public record PromptContext(int recurrence) {
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
        return recurrence == 1 ? null : "fired " + recurrence + " times without a day of quiet in between";
    }
}
