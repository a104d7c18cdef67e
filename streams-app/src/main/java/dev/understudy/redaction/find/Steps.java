package dev.understudy.redaction.find;

/**
 * How many steps the patterns of an installation may still take over texts that belong together: some for each
 * character, so that long alerts are searched too, and few enough that no stream thread stands still. Not thread-safe.
 */
public final class Steps {
    private static final long FREE = 2_000_000;
    private static final long PER_CHARACTER = 100;
    private static final long FREE_OF_TEXT = 20_000;
    private static final long PER_CHARACTER_OF_TEXT = 40;

    private long left = FREE;

    /** One more text is searched. */
    public void grant(String text) {
        left += PER_CHARACTER * text.length();
    }

    /** The steps that one pattern may take in one text. */
    long allowed(String text) {
        return Math.min(left, FREE_OF_TEXT + PER_CHARACTER_OF_TEXT * text.length());
    }

    void spend(long steps) {
        left -= steps;
    }
}
