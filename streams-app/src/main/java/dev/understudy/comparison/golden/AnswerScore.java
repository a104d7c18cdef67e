package dev.understudy.comparison.golden;

import java.util.List;

/**
 * How far one answer meets what is expected of it.
 *
 * @param alert name of the alert
 * @param expectations how many there are
 * @param faults those that are not met
 */
public record AnswerScore(String requestId, String alert, String fingerprint, int expectations, List<Fault> faults) {

    public AnswerScore {
        faults = List.copyOf(faults);
    }

    /** How many are met. */
    public int met() {
        return expectations - faults.size();
    }
}
