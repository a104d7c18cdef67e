package dev.understudy.provider.dialect;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.SafeText;
import dev.understudy.provider.http.HttpReply;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a dialect read from an HTTP reply. */
public sealed interface Reply permits Reply.Text, Reply.Failure {

    /** The model's words, not yet checked. */
    record Text(String text, ModelResponse response) implements Reply {}

    /** There are none. */
    record Failure(Outcome.Failed failed) implements Reply {

        /** The same with a wait that the body names; one in a header comes first. */
        public Failure waiting(@Nullable Duration wait) {
            Outcome.Detail detail = failed.detail();
            if (wait == null || detail.retryAfter() != null) {
                return this;
            }
            return new Failure(new Outcome.Failed(
                    failed.reason(),
                    new Outcome.Detail(
                            detail.httpStatus(),
                            detail.errorCode(),
                            detail.message(),
                            wait,
                            detail.answerBegan(),
                            detail.response())));
        }
    }

    /** A failure seen in a reply; the message is made safe to show. */
    static Failure failure(FailureReason reason, HttpReply reply, @Nullable String message) {
        return failure(reason, reply, null, message, ModelResponse.NONE);
    }

    /** A failure seen in a reply, with the vendor's error code and what the reply says of itself. */
    static Failure failure(
            FailureReason reason,
            HttpReply reply,
            @Nullable String errorCode,
            @Nullable String message,
            ModelResponse response) {
        return new Failure(new Outcome.Failed(
                reason,
                new Outcome.Detail(
                        reply.status(),
                        errorCode == null ? null : SafeText.of(errorCode, 100),
                        message == null ? null : SafeText.of(message),
                        RetryAfter.of(reply),
                        true,
                        response)));
    }

    /** The value of the function that fits. */
    default <T> T fold(Function<Text, T> onText, Function<Failure, T> onFailure) {
        return this instanceof Text text ? onText.apply(text) : onFailure.apply((Failure) this);
    }
}
