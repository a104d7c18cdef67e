package dev.understudy.serde;

import dev.understudy.config.ConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The section {@code schema-registry} of the configuration.
 *
 * @param urls addresses, tried in turn
 * @param autoRegister whether a codec registers its schema when it is not there
 * @param useLatest whether a codec writes with the latest schema of its subject; it then registers nothing
 * @param client properties of the registry client, as they are
 */
record RegistrySettings(List<String> urls, boolean autoRegister, boolean useLatest, Map<String, String> client) {
    private static final String OWNER = "schema-registry.";
    private static final String URL = "url";
    private static final String CLIENT_URL = "schema.registry.url";
    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String USE_LATEST = "use.latest.version";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";

    static RegistrySettings of(Map<String, String> properties) {
        Map<String, String> client = new HashMap<>(properties);
        String own = client.remove(URL);
        String url = own == null ? client.getOrDefault(CLIENT_URL, "") : own;
        client.put(CLIENT_URL, url);
        refuseFetchedTokens(client.getOrDefault(BEARER_SOURCE, ""));
        boolean useLatest = flag(client, USE_LATEST, false);
        boolean autoRegister = flag(client, AUTO_REGISTER, true) && !useLatest;
        client.putIfAbsent("http.connect.timeout.ms", "3000");
        client.putIfAbsent("http.read.timeout.ms", "5000");
        List<String> urls = Stream.of(url.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        return new RegistrySettings(urls, autoRegister, useLatest, Map.copyOf(client));
    }

    /** The addresses without any credentials that they hold, for messages. */
    String shownUrls() {
        return String.join(", ", urls).replaceAll("//[^@/,]*@", "//");
    }

    /** The client fetches tokens with inner classes of an older Kafka, which are gone. */
    private static void refuseFetchedTokens(String source) {
        if (source.contains("OAUTHBEARER")) {
            throw new ConfigException(
                    OWNER + BEARER_SOURCE,
                    "is " + source + ", which needs an older Kafka client; use STATIC_TOKEN, or CUSTOM with a class"
                            + " of yours in bearer.auth.custom.provider.class");
        }
    }

    private static boolean flag(Map<String, String> properties, String key, boolean otherwise) {
        String value = properties.remove(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(OWNER + key, "must be true or false, but is " + value);
        };
    }
}
