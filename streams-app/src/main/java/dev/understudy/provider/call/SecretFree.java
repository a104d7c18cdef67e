package dev.understudy.provider.call;

import dev.understudy.domain.attempt.Outcome;
import dev.understudy.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of what a provider said what is not to be passed on: the key of the call, whatever it looks like, since some
 * echo it whole, and out of words about a failure also what redaction finds, since some quote the question. Answers come
 * here redacted.
 */
final class SecretFree {
    private static final String MASK = "****";
    /** A shorter one would mask words that have nothing to do with it. */
    private static final int SHORTEST = 4;

    private SecretFree() {}

    static Outcome of(Outcome outcome, @Nullable String key, Redactor redactor) {
        return outcome.fold(
                completed ->
                        new Outcome.Completed(completed.answer().map(text -> keyless(text, key)), completed.response()),
                refused -> refused,
                failed -> of(failed, key, redactor));
    }

    private static Outcome of(Outcome.Failed failed, @Nullable String key, Redactor redactor) {
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
        return text == null ? null : redactor.mask(keyless(text, key));
    }

    private static String keyless(String text, @Nullable String key) {
        return key == null || key.length() < SHORTEST ? text : text.replace(key, MASK);
    }
}
