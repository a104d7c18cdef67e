package dev.understudy.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.ConfigException;
import dev.understudy.config.GatewayAuthConfig;
import dev.understudy.config.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who may send. Each secret that is presented is hashed and compared with every one that is configured, so that
 * neither a name that is known nor a secret that is nearly right takes another time. Secrets that stand in files are read
 * again every few seconds. Thread-safe.
 */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final long STALE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** Hashes of what is configured; that of a user is of name and password together. */
    private record Known(List<byte[]> tokens, List<byte[]> users, long readNanos) {}

    private final GatewayAuthConfig config;
    private volatile Known known;

    /** Those of the configuration. */
    public Credentials(GatewayAuthConfig config) {
        this.config = config;
        this.known = read(config);
    }

    boolean required() {
        return config.required();
    }

    /** What to put into {@code WWW-Authenticate}. */
    String challenge() {
        List<String> schemes = new ArrayList<>();
        if (!config.tokens().isEmpty()) {
            schemes.add("Bearer realm=\"understudy\"");
        }
        if (!config.users().isEmpty()) {
            schemes.add("Basic realm=\"understudy\", charset=\"UTF-8\"");
        }
        return String.join(", ", schemes);
    }

    /** Whether the value of an Authorization header is one of ours. */
    boolean accept(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return acceptToken(authorization.substring(BEARER.length()).strip());
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return acceptUser(authorization.substring(BASIC.length()).strip());
        }
        return false;
    }

    /** Whether this is one of our bearer tokens. */
    boolean acceptToken(String token) {
        return matches(current().tokens(), hash(token.getBytes(UTF_8)));
    }

    private boolean acceptUser(String encoded) {
        try {
            return matches(current().users(), hash(Base64.getDecoder().decode(encoded)));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static boolean matches(List<byte[]> configured, byte[] presented) {
        boolean found = false;
        for (byte[] one : configured) {
            found |= MessageDigest.isEqual(one, presented);
        }
        return found;
    }

    private Known current() {
        Known last = known;
        if (System.nanoTime() - last.readNanos() < STALE_NANOS) {
            return last;
        }
        try {
            known = read(config);
        } catch (ConfigException e) {
            LOG.atWarn().log("gateway.auth: what was read before stays in force, because {}", e.getMessage());
            known = new Known(last.tokens(), last.users(), System.nanoTime());
        }
        return known;
    }

    private static Known read(GatewayAuthConfig config) {
        List<byte[]> tokens = new ArrayList<>();
        for (Secret token : config.tokens().values()) {
            String value = token.reveal().strip();
            if (!value.isEmpty()) {
                tokens.add(hash(value.getBytes(UTF_8)));
            }
        }
        List<byte[]> users = new ArrayList<>();
        for (Map.Entry<String, Secret> user : config.users().entrySet()) {
            String password = user.getValue().reveal().strip();
            if (!password.isEmpty()) {
                users.add(hash((user.getKey() + ':' + password).getBytes(UTF_8)));
            }
        }
        return new Known(List.copyOf(tokens), List.copyOf(users), System.nanoTime());
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
