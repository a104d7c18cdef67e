package dev.understudy.provider.call;

import dev.understudy.domain.attempt.Outcome;
import org.jspecify.annotations.Nullable;

/** Takes the key of a call out of what the provider said about it, whatever the key looks like: some echo it whole. */
final class SecretFree {
    private static final String MASK = "****";
    /** A shorter one would mask words that have nothing to do with it. */
    private static final int SHORTEST = 4;

    private SecretFree() {}

    static Outcome of(Outcome outcome, @Nullable String key) {
        if (key == null || key.length() < SHORTEST || !(outcome instanceof Outcome.Failed failed)) {
            return outcome;
        }
        Outcome.Detail detail = failed.detail();
        return new Outcome.Failed(
                failed.reason(),
                new Outcome.Detail(
                        detail.httpStatus(),
                        without(detail.errorCode(), key),
                        without(detail.message(), key),
                        detail.retryAfter(),
                        detail.answerBegan(),
                        detail.response()));
    }

    private static @Nullable String without(@Nullable String text, String key) {
        return text == null ? null : text.replace(key, MASK);
    }
}
