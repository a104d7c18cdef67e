package dev.understudy.comparison;

import dev.understudy.domain.request.EnrichedIncident;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What production answered and what a replay answered, in any order. Of several answers to one request the one with the
 * highest revision is kept. The two sides are matched by their request ids.
 *
 * @param run name of the replay, for people
 * @param before production's answers
 * @param after those of the replay
 */
public record ReplayAnswers(String run, List<EnrichedIncident> before, List<EnrichedIncident> after) {

    public ReplayAnswers {
        before = lastWords(before);
        after = lastWords(after);
    }

    private static List<EnrichedIncident> lastWords(List<EnrichedIncident> answers) {
        Map<String, EnrichedIncident> last = new LinkedHashMap<>();
        for (EnrichedIncident answer : answers) {
            last.merge(
                    answer.identity().requestId(),
                    answer,
                    (one, other) -> one.revision() > other.revision() ? one : other);
        }
        return List.copyOf(last.values());
    }
}
