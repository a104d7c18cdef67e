package dev.understudy.config;

/**
 * Where health and metrics are served.
 *
 * @param bind address to listen on, for {@code /health/live}, {@code /health/ready} and {@code /metrics} (Prometheus)
 * @param port 0 takes any free one
 */
public record HttpConfig(String bind, Integer port) {

    public HttpConfig {
        bind = Require.orElse(bind, "127.0.0.1");
        port = Require.within(Require.orElse(port, 9464), 0, 65_535, "port");
    }

    /** The defaults: 127.0.0.1:9464. */
    @SuppressWarnings("NullAway") // null means the default
    public static HttpConfig defaults() {
        return new HttpConfig(null, null);
    }
}
