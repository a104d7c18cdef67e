package dev.understudy.provider.call;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one provider, used in turn. Each is read once, and again after the provider turned our keys down, so that
 * a key file costs no read per call and a rotated one is still picked up. Thread-safe.
 */
final class ApiKeys {
    private final List<Secret> secrets;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable List<String> revealed;

    ApiKeys(ProviderConfig config) {
        List<Secret> all = new ArrayList<>();
        Secret first = config.apiKey();
        if (first != null) {
            all.add(first);
        }
        all.addAll(new TreeMap<>(config.keys()).values());
        this.secrets = List.copyOf(all);
    }

    /** The key for the next call; null when none is configured. */
    @Nullable
    String next() {
        List<String> values = revealed;
        if (values == null) {
            values = secrets.stream().map(secret -> secret.reveal().strip()).toList();
            revealed = values;
        }
        return values.isEmpty() ? null : values.get(Math.floorMod(turn.getAndIncrement(), values.size()));
    }

    /** Has the keys read again. */
    void forget() {
        revealed = null;
    }
}
