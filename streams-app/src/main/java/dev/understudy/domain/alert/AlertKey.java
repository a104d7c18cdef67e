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

    /** The fingerprint in it. */
    public String fingerprint() {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            if (next == '|') {
                part.setLength(0);
            } else if (next == '\\' && i + 1 < value.length()) {
                i++;
                part.append(value.charAt(i));
            } else {
                part.append(next);
            }
        }
        return part.toString();
    }

    private static String escape(String part) {
        return part.replace("\\", "\\\\").replace("|", "\\|");
    }

    @Override
    public String toString() {
        return value;
    }
}
