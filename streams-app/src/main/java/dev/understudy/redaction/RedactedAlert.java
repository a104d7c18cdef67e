package dev.understudy.redaction;

import dev.understudy.domain.alert.Alert;
import java.util.Map;

/**
 * A copy of an alert that may be passed on.
 *
 * @param alert the copy; the alert itself is never altered
 * @param placeholders what is put back into what a model says
 * @param counts how many values were masked, by kind
 * @param injectionSuspected true when one of its texts reads like an instruction to a model
 */
public record RedactedAlert(
        Alert alert, Placeholders placeholders, Map<String, Integer> counts, boolean injectionSuspected) {

    public RedactedAlert {
        counts = Map.copyOf(counts);
    }
}
