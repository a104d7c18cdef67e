package dev.understudy.provider.dialect;

import dev.understudy.config.ProviderConfig;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.http.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of a vendor, in pure functions: no I/O, no clock, no state. Thread-safe.
 */
public interface Dialect {

    /**
     * Writes a question.
     *
     * @param key API key; null where none is needed
     */
    EncodedRequest encode(ChatRequest request, ProviderConfig provider, @Nullable String key);

    /** Reads a complete reply of any status: the model's text, or why there is none. */
    Reply decode(HttpReply reply);
}
