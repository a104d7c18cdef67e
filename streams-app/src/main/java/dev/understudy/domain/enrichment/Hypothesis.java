package dev.understudy.domain.enrichment;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A possible cause.
 *
 * @param score 0 to 1, when the model gave one
 * @param evidence facts from the alert that support it
 */
public record Hypothesis(
        String cause, Confidence confidence, @Nullable Double score, List<String> evidence) {

    public Hypothesis {
        evidence = List.copyOf(evidence);
    }

    /** The same with each of its texts changed. */
    Hypothesis map(UnaryOperator<String> change) {
        return new Hypothesis(
                change.apply(cause),
                confidence,
                score,
                evidence.stream().map(change).toList());
    }
}
