package dev.understudy.redaction;

import java.util.Map;

/**
 * What stands in the place of e-mail addresses, IP addresses and host names, and what they were. Never holds a secret.
 *
 * @param originals by placeholder, such as {@code [EMAIL_1]}
 */
public record Placeholders(Map<String, String> originals) {
    /** Nothing was replaced. */
    public static final Placeholders NONE = new Placeholders(Map.of());

    public Placeholders {
        originals = Map.copyOf(originals);
    }

    /** The text with the originals put back; what looks like a placeholder and is none stays. */
    public String restore(String text) {
        int open = originals.isEmpty() ? -1 : text.indexOf('[');
        if (open < 0) {
            return text;
        }
        StringBuilder restored = new StringBuilder(text.length() + 64);
        int copied = 0;
        while (open >= 0) {
            int close = text.indexOf(']', open);
            if (close < 0) {
                break;
            }
            String original = originals.get(text.substring(open, close + 1));
            if (original != null) {
                restored.append(text, copied, open).append(original);
                copied = close + 1;
            }
            open = text.indexOf('[', open + 1);
        }
        return restored.append(text, copied, text.length()).toString();
    }
}
