package dev.understudy.domain.request;

import dev.understudy.domain.alert.AlertKey;
import dev.understudy.domain.alert.RecordRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Derives the identities of requests and incidents, so that the same input has the same identity after every crash and
 * replay. Both are UUIDs of version 5 (RFC 9562, section 5.5) in name spaces of our own.
 */
public final class RequestIds {
    /** Name space of request ids; never changes, or a replay would make new requests. */
    static final UUID REQUESTS = UUID.fromString("6f1a2c1e-0b5d-4b43-9d0e-6a3f5be0c7d1");
    /** Name space of incident ids. */
    static final UUID INCIDENTS = UUID.fromString("c2f4d5a8-77e1-4f0c-8a39-1d9b0e64f3b2");

    private RequestIds() {}

    /** The request of the alert at this position: of topic, partition, offset and index, not of the timestamp. */
    public static String requestId(RecordRef origin) {
        // A topic name cannot hold '|', so that no two positions share a name.
        String name = origin.topic() + '|' + origin.partition() + '|' + origin.offset() + '|' + origin.index();
        return version5(REQUESTS, name).toString();
    }

    /**
     * The firing episode that an alert belongs to.
     *
     * @param startsAt start of the episode; without it all events of the fingerprint are one episode
     */
    public static String incidentId(@Nullable String tenant, String fingerprint, @Nullable Instant startsAt) {
        // The last '|' is ours: those of the key are escaped or come before it.
        String start = startsAt == null ? "" : Long.toString(startsAt.toEpochMilli());
        return version5(INCIDENTS, AlertKey.of(tenant, fingerprint).value() + '|' + start)
                .toString();
    }

    static UUID version5(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long most = (hash.getLong() & ~0xF000L) | 0x5000L;
        long least = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
