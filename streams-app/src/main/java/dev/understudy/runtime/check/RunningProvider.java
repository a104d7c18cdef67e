package dev.understudy.runtime.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a provider in a running instance, as its health page shows it.
 *
 * @param condition TAKING_CALLS, PROBING, PAUSED or OPEN
 * @param since when this condition began
 * @param reason why it takes no calls
 * @param nextProbe from when on it is tried again
 * @param drill what it is made to look like on purpose, and until when
 */
public record RunningProvider(
        String condition,
        @Nullable Instant since,
        @Nullable String reason,
        @Nullable Instant nextProbe,
        @Nullable String drill) {}
