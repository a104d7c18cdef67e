package dev.understudy.comparison;

import dev.understudy.domain.request.EnrichedIncident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two sets of answers to the same alerts, held against each other. Pairs that did not change are counted and not kept.
 *
 * @param run name of what was compared, for people
 * @param alerts how many alerts have an answer on either side
 * @param counts how many pairs show each kind of change; kinds that none shows are left out
 * @param changed the pairs whose answer became another one, the most serious first
 */
public record Comparison(
        String run,
        int alerts,
        SideFigures before,
        SideFigures after,
        SeverityMatrix severities,
        Map<ChangeKind, Long> counts,
        List<AnswerPair> changed) {

    private static final Comparator<AnswerPair> MOST_SERIOUS_FIRST = Comparator.<AnswerPair, ChangeKind>comparing(
                    pair -> pair.changes().iterator().next())
            .thenComparing(pair -> -pair.alert().severity().priority())
            .thenComparing(pair -> pair.alert().name())
            .thenComparing(AnswerPair::requestId);

    public Comparison {
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
        changed = List.copyOf(changed);
    }

    /** Compares. */
    public static Comparison of(ReplayAnswers answers) {
        List<AnswerPair> pairs = pairs(answers);
        Map<ChangeKind, Long> counts = new EnumMap<>(ChangeKind.class);
        pairs.forEach(pair -> pair.changes().forEach(kind -> counts.merge(kind, 1L, Long::sum)));
        return new Comparison(
                answers.run(),
                pairs.size(),
                SideFigures.of(answers.before()),
                SideFigures.of(answers.after()),
                SeverityMatrix.of(pairs),
                counts,
                pairs.stream()
                        .filter(AnswerPair::changed)
                        .sorted(MOST_SERIOUS_FIRST)
                        .toList());
    }

    private static List<AnswerPair> pairs(ReplayAnswers answers) {
        Map<String, EnrichedIncident> after = new LinkedHashMap<>();
        answers.after().forEach(answer -> after.put(answer.identity().requestId(), answer));
        List<AnswerPair> pairs = new ArrayList<>();
        for (EnrichedIncident answer : answers.before()) {
            pairs.add(AnswerPair.of(answer, after.remove(answer.identity().requestId())));
        }
        after.values().forEach(answer -> pairs.add(AnswerPair.of(null, answer)));
        return pairs;
    }

    /** How many pairs show it. */
    public long count(ChangeKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /**
     * By how much a figure rose, in percent of what it was; negative when it fell. Null when it was nothing before, of
     * which there is no percentage.
     */
    public static @Nullable Double risePercent(long before, long after) {
        return before == 0 ? null : Double.valueOf((after - before) * 100.0 / before);
    }
}
