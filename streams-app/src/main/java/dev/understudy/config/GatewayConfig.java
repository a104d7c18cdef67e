package dev.understudy.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where and from whom the role {@code gateway} takes alerts over HTTP.
 *
 * @param bind address to listen on; any but the loopback one needs {@code auth}
 * @param port 0 takes any free one
 * @param tls the certificate that it shows. Unless set, plain HTTP
 * @param auth who may send. With any token or user, every request needs one
 * @param maxBodyBytes longest body, also after it was inflated
 * @param maxBytesInFlight bodies (while parsed, eight times their length more) and records held at one time; beyond it
 *     503 at once. At least four times {@code max-body-bytes}
 * @param maxConnections open connections; others wait to be accepted
 * @param bodyTimeout time that a body, and the headers before it, may take to arrive
 * @param idleTimeout a connection on which nothing happens is closed after this
 * @param deliveryTimeout by then Kafka has acknowledged, else 503; keep it below your senders' time-outs
 * @param generic webhooks of any shape by the name under which they are posted, read by JSON Pointers
 */
public record GatewayConfig(
        String bind,
        Integer port,
        @Nullable GatewayTlsConfig tls,
        GatewayAuthConfig auth,
        Integer maxBodyBytes,
        Integer maxBytesInFlight,
        Integer maxConnections,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration deliveryTimeout,
        Map<String, MappingConfig> generic) {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public GatewayConfig {
        bind = Require.orElse(bind, "127.0.0.1");
        port = Require.within(Require.orElse(port, 9466), 0, 65_535, "port");
        auth = Require.orElse(auth, GatewayAuthConfig.defaults());
        if (!auth.required() && !LOOPBACK.matcher(bind).matches()) {
            throw new ConfigException(
                    "auth",
                    "is missing, but bind is " + bind
                            + ", where others can send alerts; expected tokens or users, such "
                            + "as auth: {tokens: {alertmanager: \"${file:/run/secrets/gateway-token}\"}}, or bind: "
                            + "127.0.0.1");
        }
        maxBodyBytes =
                Require.within(Require.orElse(maxBodyBytes, 4 * MEBIBYTE), 1024, 64 * MEBIBYTE, "max-body-bytes");
        maxBytesInFlight = Require.within(
                Require.orElse(maxBytesInFlight, 64 * MEBIBYTE), 4096, 1024 * MEBIBYTE, "max-bytes-in-flight");
        if (maxBytesInFlight / 4 < maxBodyBytes) {
            throw new ConfigException(
                    "max-bytes-in-flight",
                    "must be at least four times max-body-bytes (" + maxBodyBytes + "), but is " + maxBytesInFlight);
        }
        maxConnections = Require.positive(Require.orElse(maxConnections, 1_000), "max-connections");
        bodyTimeout = Require.positive(Require.orElse(bodyTimeout, Duration.ofSeconds(10)), "body-timeout");
        generic = Require.ordered(generic);
        for (String name : generic.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new ConfigException(
                        "generic." + name, "is no name for a path: use a-z, 0-9, - and _, at most 64 of them");
            }
        }
        idleTimeout = Require.positive(Require.orElse(idleTimeout, Duration.ofSeconds(60)), "idle-timeout");
        deliveryTimeout = Require.orElse(deliveryTimeout, Duration.ofSeconds(5));
        if (deliveryTimeout.compareTo(Duration.ofSeconds(1)) < 0
                || deliveryTimeout.plusSeconds(2).compareTo(idleTimeout) > 0) {
            throw new ConfigException(
                    "delivery-timeout",
                    "must be at least 1s, and 2s shorter than idle-timeout (" + Durations.format(idleTimeout)
                            + "), but is " + Durations.format(deliveryTimeout));
        }
    }

    /** The defaults: plain HTTP on 127.0.0.1:9466, for everyone there. */
    @SuppressWarnings("NullAway") // null means the default
    public static GatewayConfig defaults() {
        return new GatewayConfig(null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Whether only this machine can reach it. */
    public boolean onLoopback() {
        return LOOPBACK.matcher(bind).matches();
    }
}
