package dev.understudy.provider.call;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * One key of a provider. It is read once, and again after the provider turned it down, so that a key file costs no read
 * per call and a rotated one is still picked up. Thread-safe.
 */
final class ApiKey {
    private final @Nullable Secret secret;
    private volatile @Nullable String revealed;

    private ApiKey(@Nullable Secret secret) {
        this.secret = secret;
    }

    /** A key of a provider by its configured name; null stands for none. */
    static ApiKey named(@Nullable String name, ProviderConfig config) {
        return new ApiKey(name == null ? null : config.namedKeys().get(name));
    }

    /** The key itself; null when none is needed. Throws ConfigException when it cannot be read. */
    @Nullable
    String value() {
        String value = revealed;
        if (value == null && secret != null) {
            value = secret.reveal().strip();
            revealed = value;
        }
        return value;
    }

    /** Has the key read again. */
    void forget() {
        revealed = null;
    }
}
