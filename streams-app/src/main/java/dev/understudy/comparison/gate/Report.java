package dev.understudy.comparison.gate;

import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.ReplayAnswers;
import dev.understudy.comparison.golden.GoldenScore;
import dev.understudy.comparison.golden.GoldenSet;
import dev.understudy.comparison.golden.Scorer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found, and whether that is good enough.
 *
 * @param golden the score of the answers after; null when none was asked for
 * @param failures why it is a failure; empty when it is none
 */
public record Report(Comparison comparison, @Nullable GoldenScore golden, List<String> failures) {

    public Report {
        failures = List.copyOf(failures);
    }

    /** The report on these answers. */
    public static Report of(ReplayAnswers answers, @Nullable GoldenSet expected, List<FailOn> conditions) {
        Comparison comparison = Comparison.of(answers);
        GoldenScore score = expected == null ? null : new Scorer(expected).score(answers.after());
        return new Report(
                comparison,
                score,
                conditions.stream()
                        .map(condition -> condition.failure(comparison, score))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
