package dev.understudy.prompt;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Answer;
import java.util.function.Function;

/** What became of a model's text. */
public sealed interface ParsedAnswer permits ParsedAnswer.Accepted, ParsedAnswer.Rejected {

    /** The text is an answer in the schema. */
    record Accepted(Answer answer) implements ParsedAnswer {}

    /**
     * The text is no answer.
     *
     * @param reason NOT_JSON, EMPTY_ANSWER or SCHEMA_VIOLATION
     * @param message for humans; never quotes the text
     */
    record Rejected(FailureReason reason, String message) implements ParsedAnswer {}

    /** The value of the function that fits. */
    default <T> T fold(Function<Accepted, T> onAccepted, Function<Rejected, T> onRejected) {
        return this instanceof Accepted accepted ? onAccepted.apply(accepted) : onRejected.apply((Rejected) this);
    }
}
