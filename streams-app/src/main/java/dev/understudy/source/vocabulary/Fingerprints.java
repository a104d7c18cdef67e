package dev.understudy.source.vocabulary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identity of an alert. The one of Prometheus is FNV-1a of 64 bits over the labels sorted by name, each as name, byte
 * 255, value, byte 255; labels without a value do not count (prometheus/common, model/signature.go).
 */
public final class Fingerprints {
    /** Longer ones are replaced by their SHA-256, which stays the same from firing to resolved. */
    static final int LONGEST = 255;

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xFF;

    private Fingerprints() {}

    /** The fingerprint that Prometheus and Alertmanager give to these labels: 16 hex digits. */
    public static String of(Map<String, String> labels) {
        List<byte[][]> sorted = labels.entrySet().stream()
                .filter(label -> !label.getValue().isEmpty())
                .map(label -> new byte[][] {
                    label.getKey().getBytes(StandardCharsets.UTF_8),
                    label.getValue().getBytes(StandardCharsets.UTF_8)
                })
                .sorted((one, other) -> Arrays.compareUnsigned(one[0], other[0]))
                .toList();
        long hash = OFFSET_BASIS;
        for (byte[][] label : sorted) {
            for (byte[] part : label) {
                hash = add(add(hash, part), SEPARATOR);
            }
        }
        return HexFormat.of().toHexDigits(hash);
    }

    /** The 16 hex digits of an unsigned number in decimal digits; any other text as it is. */
    public static @Nullable String ofDecimal(@Nullable String fingerprint) {
        if (fingerprint == null) {
            return null;
        }
        try {
            return HexFormat.of().toHexDigits(Long.parseUnsignedLong(fingerprint));
        } catch (NumberFormatException e) {
            return fingerprint;
        }
    }

    /** A fingerprint that fits: itself, or when it is too long its SHA-256 in 64 hex digits. */
    public static String fitting(String fingerprint) {
        if (fingerprint.length() <= LONGEST) {
            return fingerprint;
        }
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static long add(long hash, byte[] bytes) {
        long sum = hash;
        for (byte each : bytes) {
            sum = add(sum, each & 0xFF);
        }
        return sum;
    }

    private static long add(long hash, int octet) {
        return (hash ^ octet) * PRIME;
    }
}
