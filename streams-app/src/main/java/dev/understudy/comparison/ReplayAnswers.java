package dev.understudy.comparison;

import dev.understudy.domain.request.EnrichedIncident;
import java.util.List;

/**
 * What production answered and what a replay answered: of each request the last word, in any order. The two sides are
 * matched by their request ids.
 *
 * @param run name of the replay, for people
 * @param before production's answers
 * @param after those of the replay
 */
public record ReplayAnswers(String run, List<EnrichedIncident> before, List<EnrichedIncident> after) {

    public ReplayAnswers {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
