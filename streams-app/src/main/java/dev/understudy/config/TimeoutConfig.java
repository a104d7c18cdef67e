package dev.understudy.config;

import java.time.Duration;

/**
 * Limits of the phases of one call; the whole call is limited by {@code timeout} of the provider.
 *
 * @param connect until the connection, TLS included, stands
 * @param headers from the request to the first byte of the answer
 * @param body longest silence within the body
 */
public record TimeoutConfig(Duration connect, Duration headers, Duration body) {

    public TimeoutConfig {
        connect = Require.positive(Require.orElse(connect, Duration.ofSeconds(3)), "connect");
        headers = Require.positive(Require.orElse(headers, Duration.ofSeconds(60)), "headers");
        body = Require.positive(Require.orElse(body, Duration.ofSeconds(10)), "body");
    }

    /** The defaults: 3 s, 60 s, 10 s. */
    @SuppressWarnings("NullAway") // null means the default
    public static TimeoutConfig defaults() {
        return new TimeoutConfig(null, null, null);
    }
}
