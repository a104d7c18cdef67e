package dev.understudy.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * The order to try what waits now instead of when it is due: a record of a retry topic without a value, so that it can
 * never be taken for a request. One in each partition reaches every task, whichever instance has it (ADR 022).
 *
 * @param provider only requests whose chain has this one; null for all
 */
public record DrainOrder(@Nullable String provider) {
    private static final String HEADER = "understudy-drain";
    private static final String ALL = "*";

    /** The header that makes a record this order. */
    public RawHeader header() {
        return new RawHeader(HEADER, (provider == null ? ALL : provider).getBytes(UTF_8));
    }

    /** The order that a record without a value is; null when it is none. */
    static @Nullable DrainOrder of(RawRecord record) {
        for (RawHeader header : record.headers()) {
            byte[] value = header.value();
            if (header.key().equals(HEADER) && value != null) {
                String name = new String(value, UTF_8);
                return new DrainOrder(name.equals(ALL) ? null : name);
            }
        }
        return null;
    }
}
