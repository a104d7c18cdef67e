package dev.understudy.provider;

import dev.understudy.domain.attempt.FailureReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider takes calls: with any of its keys.
 *
 * @param since when this condition began
 * @param reason why it takes none; null when it does, or when it was too slow
 * @param nextProbe from when on it is tried again; null when nothing is awaited
 * @param keys the state of each key, in the order in which they are used; empty unless there are several
 */
public record ProviderState(
        String provider,
        Condition condition,
        Instant since,
        @Nullable FailureReason reason,
        @Nullable Instant nextProbe,
        List<KeyState> keys) {
    /** Those that take calls, then those that are probed, then the one that is probed soonest. */
    private static final Comparator<KeyState> NEAREST = Comparator.comparing(
                    (KeyState key) -> key.condition() != Condition.TAKING_CALLS)
            .thenComparing(KeyState::nextProbe, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(KeyState::since);

    /** What becomes of a call. */
    public enum Condition {
        /** It is made. */
        TAKING_CALLS,
        /** A few are made, to see whether an outage is over. */
        PROBING,
        /** The provider asked to wait. */
        PAUSED,
        /** It is refused. */
        OPEN;

        /** True unless every call is refused. */
        public boolean isAvailable() {
            return this == TAKING_CALLS || this == PROBING;
        }
    }

    public ProviderState {
        keys = List.copyOf(keys);
    }

    /** The state of a provider: that of the key which takes calls, or will soonest. */
    public static ProviderState of(String provider, List<KeyState> keys) {
        KeyState nearest = keys.stream().min(NEAREST).orElseThrow();
        return new ProviderState(
                provider,
                nearest.condition(),
                nearest.since(),
                nearest.reason(),
                nearest.nextProbe(),
                keys.size() > 1 ? keys : List.of());
    }

    /** True unless every call is refused. */
    public boolean isAvailable() {
        return condition.isAvailable();
    }
}
