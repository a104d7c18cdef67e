package dev.understudy.provider;

import dev.understudy.domain.attempt.FailureReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider takes calls with one of its API keys.
 *
 * @param key configured name of the key, never the key; null when the provider has none
 * @param since when this condition began
 * @param reason why it takes none; null when it does, or when it was too slow
 * @param nextProbe from when on it is tried again; null when nothing is awaited
 */
public record KeyState(
        @Nullable String key,
        ProviderState.Condition condition,
        Instant since,
        @Nullable FailureReason reason,
        @Nullable Instant nextProbe) {

    /** True unless every call with it is refused. */
    public boolean isAvailable() {
        return condition.isAvailable();
    }

    /** True when the provider turned the key down and has not taken it again since. */
    public boolean isTurnedDown() {
        return condition != ProviderState.Condition.TAKING_CALLS && reason != null && reason.excludesProvider();
    }
}
