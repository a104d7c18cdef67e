package dev.understudy.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.Alert;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an alert asks of a model: equal for two alerts when the answer to one fits the other. They are of one key, so of
 * one tenant and one fingerprint, have the same labels, place and severity, and the same texts but for the
 * {@linkplain Figures figures} in them; and they would be asked about with the same prompt over the same chain.
 */
public final class ContentKey {
    private final MessageDigest digest;

    private ContentKey(MessageDigest digest) {
        this.digest = digest;
    }

    /**
     * The key of an alert: the SHA-256 of its content, in hex.
     *
     * @param wordings version of all words that a prompt about it can have beside the alert
     * @param models who would be asked
     */
    public static String of(Alert alert, String wordings, List<String> models) {
        try {
            ContentKey key = new ContentKey(MessageDigest.getInstance("SHA-256"));
            key.alert(alert);
            key.add(wordings);
            models.forEach(key::add);
            return HexFormat.of().formatHex(key.digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }

    private void alert(Alert alert) {
        add(alert.key().value());
        add(alert.name());
        add(alert.severity().name());
        alert.place().parts().forEach(this::add);
        texts(alert.labels(), false);
        add(Figures.removed(alert.summary()));
        add(Figures.removed(alert.description()));
        texts(alert.otherAnnotations(), true);
    }

    private void texts(Map<String, String> texts, boolean withoutFigures) {
        add(Integer.toString(texts.size()));
        new TreeMap<>(texts).forEach((name, text) -> {
            add(name);
            add(withoutFigures ? Figures.removed(text) : text);
        });
    }

    /** With its length before it, so that no two lists of texts run together to the same. */
    private void add(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
    }
}
