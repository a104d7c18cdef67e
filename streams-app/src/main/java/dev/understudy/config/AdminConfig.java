package dev.understudy.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a running instance takes commands. It listens on the loopback address and nowhere else; there is no setting for
 * that.
 *
 * @param enabled whether it listens at all
 * @param port 0 takes any free one
 * @param token what callers must present; required when {@code enabled}
 */
public record AdminConfig(
        Boolean enabled, Integer port, @Nullable Secret token) {
    /** It travels in a header. */
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]*");

    public AdminConfig {
        enabled = Require.orElse(enabled, false);
        port = Require.within(Require.orElse(port, 9465), 0, 65_535, "port");
        if (enabled && (token == null || token.reveal().isBlank())) {
            throw new ConfigException(
                    "token",
                    "is missing, but enabled is true; expected a secret of your own, such as ${UNDERSTUDY_ADMIN_TOKEN} "
                            + "or ${file:/run/secrets/admin-token}");
        }
        if (token != null && !VISIBLE.matcher(token.reveal()).matches()) {
            throw new ConfigException("token", "must consist of visible ASCII characters, without spaces");
        }
    }

    /** The defaults: off, port 9465. */
    @SuppressWarnings("NullAway") // null means the default
    public static AdminConfig defaults() {
        return new AdminConfig(null, null, null);
    }
}
