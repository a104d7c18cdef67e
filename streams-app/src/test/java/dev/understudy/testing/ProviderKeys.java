package dev.understudy.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The keys that tests give to providers. No log, topic or page of any test may hold one: whatever the kit reads is
 * searched, and {@code .ci/run} searches what the whole run printed.
 */
public final class ProviderKeys {
    private static final List<String> KEYS = List.of("lead-key", "stand-in-key", "sandbox-key");

    private ProviderKeys() {}

    /** The text, which holds none. */
    public static String absent(String where, String text) {
        for (String key : KEYS) {
            if (text.contains(key)) {
                throw new IllegalStateException("a provider's key stands in " + where);
            }
        }
        return text;
    }

    /** The record, which holds none. */
    static <K> ConsumerRecord<K, byte[]> absent(ConsumerRecord<K, byte[]> record) {
        if (record.value() != null) {
            absent(record.topic(), new String(record.value(), ISO_8859_1));
        }
        record.headers().forEach(header -> absent(record.topic(), new String(header.value(), ISO_8859_1)));
        return record;
    }
}
