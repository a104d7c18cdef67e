package dev.understudy.provider.call;

import dev.understudy.domain.attempt.Outcome;
import dev.understudy.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of what a provider said about a failure what is not to be passed on: the key of the call, whatever it looks
 * like, since some echo it whole, and what redaction finds, since some quote the question.
 */
final class SecretFree {
    private static final String MASK = "****";
    /** A shorter one would mask words that have nothing to do with it. */
    private static final int SHORTEST = 4;

    private SecretFree() {}

    static Outcome of(Outcome outcome, @Nullable String key, Redactor redactor) {
        if (!(outcome instanceof Outcome.Failed failed)) {
            return outcome;
        }
        Outcome.Detail detail = failed.detail();
        return new Outcome.Failed(
                failed.reason(),
                new Outcome.Detail(
                        detail.httpStatus(),
                        without(detail.errorCode(), key, redactor),
                        without(detail.message(), key, redactor),
                        detail.retryAfter(),
                        detail.answerBegan(),
                        detail.response()));
    }

    private static @Nullable String without(@Nullable String text, @Nullable String key, Redactor redactor) {
        if (text == null) {
            return null;
        }
        String keyless = key == null || key.length() < SHORTEST ? text : text.replace(key, MASK);
        return redactor.mask(keyless);
    }
}
