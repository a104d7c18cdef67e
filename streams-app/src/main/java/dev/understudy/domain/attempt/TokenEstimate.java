package dev.understudy.domain.attempt;

import java.nio.charset.StandardCharsets;

/**
 * How many tokens a call may take, as far as that is known before a provider has counted them: a token is 3.5 bytes of
 * UTF-8, which is near the mark for English and too many tokens rather than too few for most other scripts.
 */
public final class TokenEstimate {
    /** Tokens of a usual answer. */
    public static final int ANSWER = 500;

    private static final double BYTES_PER_TOKEN = 3.5;

    private TokenEstimate() {}

    /** Tokens of so many bytes of text. */
    public static long ofBytes(long bytes) {
        return Math.round(Math.ceil(bytes / BYTES_PER_TOKEN));
    }

    /** Bytes of a text. */
    public static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
