package dev.understudy.runtime.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that a guarantee rules out.
 *
 * @param at the record that shows it
 * @param fingerprint of the alert; null when the record is none
 * @param what what is wrong
 */
public record Offence(
        Kind kind, Place at, String requestId, @Nullable String fingerprint, String what) {

    /** What can be wrong. */
    public enum Kind {
        LOST("alerts of which nothing came"),
        NO_DEAD_LETTER("records that are no alert and have no dead letter"),
        NO_FIRST_REVISION("parked alerts without a first revision"),
        NO_LAST_WORD("degraded answers without a last word"),
        DOUBLE("answers that are there twice"),
        TOO_MANY_CALLS("alerts with more calls than max-calls before their first revision"),
        CALLED_TWICE("providers called twice in one round");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** What it is, in the plural. */
        public String sentence() {
            return sentence;
        }
    }
}
