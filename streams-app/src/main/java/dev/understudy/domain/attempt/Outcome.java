package dev.understudy.domain.attempt;

import dev.understudy.domain.enrichment.Answer;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one call to a provider ended. Expected results are values: nothing is thrown for them. */
public sealed interface Outcome permits Outcome.Completed, Outcome.Refused, Outcome.Failed {

    /** The model answered, and the answer was accepted. */
    record Completed(Answer answer, ModelResponse response) implements Outcome {

        /** The same with the name of the key that was used. */
        public Completed withKey(String name) {
            return new Completed(answer, response.withKeyId(name));
        }
    }

    /**
     * No call was made.
     *
     * @param retryAfter how long the refusal is expected to last; null when that is not known
     */
    record Refused(FailureReason reason, @Nullable Duration retryAfter) implements Outcome {}

    /** A call was made and gave no acceptable answer. */
    record Failed(FailureReason reason, Detail detail) implements Outcome {

        /** The same failure as seen without any detail. */
        public static Failed of(FailureReason reason, String message) {
            return new Failed(reason, new Detail(null, null, message, null, false, ModelResponse.NONE));
        }

        /** The same with the name of the key that was used. */
        public Failed withKey(String name, boolean otherKeys) {
            return new Failed(
                    reason,
                    new Detail(
                            detail.httpStatus,
                            detail.errorCode,
                            detail.message,
                            detail.retryAfter,
                            detail.answerBegan,
                            detail.response.withKeyId(name),
                            otherKeys));
        }
    }

    /**
     * What is known about a failed call.
     *
     * @param httpStatus status, when one was received
     * @param errorCode error code of the provider
     * @param message for humans, sanitised, at most 300 characters
     * @param retryAfter wait the provider asked for
     * @param answerBegan true when a byte of the answer had come
     * @param otherKeys true when the provider has another key, one that it did not turn down
     */
    record Detail(
            @Nullable Integer httpStatus,
            @Nullable String errorCode,
            @Nullable String message,
            @Nullable Duration retryAfter,
            boolean answerBegan,
            ModelResponse response,
            boolean otherKeys) {

        /** What is known when nothing is known of other keys. */
        public Detail(
                @Nullable Integer httpStatus,
                @Nullable String errorCode,
                @Nullable String message,
                @Nullable Duration retryAfter,
                boolean answerBegan,
                ModelResponse response) {
            this(httpStatus, errorCode, message, retryAfter, answerBegan, response, false);
        }
    }

    /** The value of the function that fits this outcome. */
    default <T> T fold(
            Function<Completed, T> onCompleted, Function<Refused, T> onRefused, Function<Failed, T> onFailed) {
        if (this instanceof Completed completed) {
            return onCompleted.apply(completed);
        }
        if (this instanceof Refused refused) {
            return onRefused.apply(refused);
        }
        return onFailed.apply((Failed) this);
    }
}
