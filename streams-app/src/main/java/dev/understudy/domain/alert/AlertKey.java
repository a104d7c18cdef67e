package dev.understudy.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * Kafka key of everything about one alert: {@code [tenant|]fingerprint}, with {@code |} and {@code \\} escaped by a
 * backslash.
 *
 * @param value the encoded key
 */
public record AlertKey(String value) {

    /** The key of an alert; tenant null or empty means that the installation is not shared. */
    public static AlertKey of(@Nullable String tenant, String fingerprint) {
        String own = escape(fingerprint);
        return new AlertKey(tenant == null || tenant.isEmpty() ? own : escape(tenant) + '|' + own);
    }

    private static String escape(String part) {
        return part.replace("\\", "\\\\").replace("|", "\\|");
    }

    @Override
    public String toString() {
        return value;
    }
}
