package dev.understudy.provider.call;

import dev.understudy.config.ProviderConfig;
import dev.understudy.provider.ChatModel;
import org.jspecify.annotations.Nullable;

/** What makes the exchange with each provider. Thread-safe. */
interface Exchanges extends AutoCloseable {

    /** The exchange with one provider, once for each of its keys; null stands for none. */
    @FunctionalInterface
    interface Keyed {
        ChatModel by(@Nullable String key);
    }

    /**
     * The exchange with a provider.
     *
     * @throws dev.understudy.config.ConfigException when its settings do not allow one
     */
    Keyed with(String name, ProviderConfig provider);

    /** Breaks what is in flight. */
    @Override
    void close();

    /** Exchanges that models stand in for. */
    static Exchanges of(ModelSource source) {
        return new Exchanges() {
            @Override
            public Keyed with(String name, ProviderConfig provider) {
                ChatModel model = source.model(name, provider);
                return key -> model;
            }

            @Override
            public void close() {}
        };
    }
}
