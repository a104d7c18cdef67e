package dev.understudy.redaction;

import java.util.HashMap;
import java.util.Map;

/**
 * What was taken out of the texts of one alert.
 *
 * @param placeholders what is put back into what a model says
 * @param counts how many values were masked, by kind
 * @param injectionSuspected true when one of the texts reads like an instruction to a model
 */
public record Redaction(Placeholders placeholders, Map<String, Integer> counts, boolean injectionSuspected) {
    /** Nothing was. */
    public static final Redaction NONE = new Redaction(Placeholders.NONE, Map.of(), false);

    public Redaction {
        counts = Map.copyOf(counts);
    }

    /** The counts, with those of what was taken out elsewhere. */
    public Map<String, Integer> countsWith(Map<String, Integer> others) {
        Map<String, Integer> sum = new HashMap<>(counts);
        others.forEach((kind, count) -> sum.merge(kind, count, Integer::sum));
        return sum;
    }
}
