package dev.understudy.comparison;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many answers had one severity before and another one after. Only pairs that were assessed twice are in it. */
public final class SeverityMatrix {
    /** All of them, the most urgent first. */
    public static final List<Severity> ORDER =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.WARNING, Severity.LOW, Severity.INFO, Severity.UNKNOWN);

    private final Map<Severity, Map<Severity, Long>> counts = new EnumMap<>(Severity.class);

    /** The matrix of these pairs. */
    static SeverityMatrix of(Iterable<AnswerPair> pairs) {
        SeverityMatrix matrix = new SeverityMatrix();
        for (AnswerPair pair : pairs) {
            Severity before = severity(pair.before());
            Severity after = severity(pair.after());
            if (before != null && after != null) {
                matrix.counts
                        .computeIfAbsent(before, row -> new EnumMap<>(Severity.class))
                        .merge(after, 1L, Long::sum);
            }
        }
        return matrix;
    }

    private static @Nullable Severity severity(@Nullable EnrichedIncident answer) {
        return answer == null || answer.enrichment() == null || answer.outcome().ended()
                ? null
                : answer.enrichment().assessment().severity();
    }

    /** How many had these two. */
    public long count(Severity before, Severity after) {
        return counts.getOrDefault(before, Map.of()).getOrDefault(after, 0L);
    }

    /** How many had this one before. */
    public long before(Severity severity) {
        return ORDER.stream().mapToLong(after -> count(severity, after)).sum();
    }

    /** How many had this one after. */
    public long after(Severity severity) {
        return ORDER.stream().mapToLong(before -> count(before, severity)).sum();
    }
}
