package dev.understudy.provider.dialect;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.provider.http.HttpReply;

/** What is said of an answer that ended badly: our own words, because those of a model may quote the alert. */
public final class AnswerWords {
    private AnswerWords() {}

    /** The failure, in our words. */
    public static Reply failure(FailureReason reason, HttpReply reply, ModelResponse response) {
        return Reply.failure(reason, reply, null, of(reason), response);
    }

    private static String of(FailureReason reason) {
        return switch (reason) {
            case REFUSED -> "the model refused to answer";
            case TRUNCATED_ANSWER -> "the answer reached the limit of its length";
            case CONTENT_FILTERED -> "the answer was filtered";
            case EMPTY_ANSWER -> "the answer is empty";
            default -> "the answer is of another shape";
        };
    }
}
