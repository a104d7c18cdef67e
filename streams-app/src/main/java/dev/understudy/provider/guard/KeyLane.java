package dev.understudy.provider.guard;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RetryConfig;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.KeyState;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way to a provider with one of its keys: what one key does to its account keeps no other from being used.
 * Thread-safe.
 *
 * @param key configured name of the key, never the key; null when the provider has none
 */
public record KeyLane(@Nullable String key, LaneBreaker breaker, LanePause pause) {

    /** The lanes of a provider, in the order in which its keys are used: one when it has no key. */
    public static List<KeyLane> of(
            String provider, ProviderConfig config, RetryConfig retry, ProviderMetrics metrics, Clock clock) {
        Set<String> keys = config.namedKeys().keySet();
        Stream<@Nullable String> names = keys.isEmpty() ? Stream.of((String) null) : keys.stream();
        return names.map(key -> new KeyLane(
                        key,
                        new LaneBreaker(new LaneBreaker.Name(provider, key, keys.size() <= 1), config, metrics, clock),
                        new LanePause(retry, clock)))
                .toList();
    }

    /** Its state, as health shows it. */
    public KeyState state() {
        KeyState state = breaker.state();
        KeyState paused = state.isAvailable() ? pause.state(key) : null;
        return paused == null ? state : paused;
    }
}
