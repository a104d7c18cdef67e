package dev.understudy.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who may send alerts to the gateway. With neither, everyone may who reaches the loopback address.
 *
 * @param tokens bearer tokens by the name of their holder; {@code ${file:...}} is read again every 10 s
 * @param users passwords by user name, for basic authentication; likewise
 */
public record GatewayAuthConfig(Map<String, Secret> tokens, Map<String, Secret> users) {
    /** Both travel in a header. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]+");

    public GatewayAuthConfig {
        tokens = Require.ordered(tokens);
        users = Require.ordered(users);
        tokens.forEach((name, token) -> {
            if (!TOKEN.matcher(token.reveal().strip()).matches()) {
                throw new ConfigException(
                        "tokens." + name, "must consist of visible ASCII characters, without spaces, at least one");
            }
        });
        users.forEach((name, password) -> {
            if (!USER.matcher(name).matches()) {
                throw new ConfigException("users." + name, "is no user name: it must not be empty or hold a colon");
            }
            if (password.reveal().isBlank()) {
                throw new ConfigException("users." + name, "is empty; expected a password");
            }
        });
    }

    /** The default: nobody is known. */
    @SuppressWarnings("NullAway") // null means the default
    public static GatewayAuthConfig defaults() {
        return new GatewayAuthConfig(null, null);
    }

    /** Whether callers must show who they are. */
    public boolean required() {
        return !tokens.isEmpty() || !users.isEmpty();
    }
}
