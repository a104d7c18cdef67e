package dev.understudy.provider;

import dev.understudy.domain.attempt.FailureReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider takes calls.
 *
 * @param since when this condition began
 * @param reason why it takes none; null when it does, or when it was too slow
 * @param nextProbe from when on it is tried again; null when nothing is awaited
 */
public record ProviderState(
        String provider,
        Condition condition,
        Instant since,
        @Nullable FailureReason reason,
        @Nullable Instant nextProbe) {

    /** What becomes of a call. */
    public enum Condition {
        /** It is made. */
        TAKING_CALLS,
        /** A few are made, to see whether an outage is over. */
        PROBING,
        /** The provider asked to wait. */
        PAUSED,
        /** It is refused. */
        OPEN
    }

    /** True unless every call is refused. */
    public boolean isAvailable() {
        return condition == Condition.TAKING_CALLS || condition == Condition.PROBING;
    }
}
