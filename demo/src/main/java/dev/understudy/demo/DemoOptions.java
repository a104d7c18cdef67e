package dev.understudy.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the show is played.
 *
 * @param alerts the user's own alerts; null takes the samples
 * @param report where the figures go; null means nowhere
 * @param keep whether everything stays up at the end
 * @param rate bodies a second
 * @param actLength how long each act sends
 * @param patience how long at the end it waits for what is missing
 */
record DemoOptions(
        @Nullable Path alerts, @Nullable Path report, boolean keep, int rate, Duration actLength, Duration patience) {
    static final int DEFAULT_RATE = 40;
    static final int DEFAULT_SECONDS = 9;
    static final int DEFAULT_PATIENCE = 25;
}
