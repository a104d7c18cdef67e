package dev.understudy.comparison;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one request before and after; one of them may be missing, never both.
 *
 * @param changes in what they differ, the most serious first; empty when in nothing
 */
public record AnswerPair(
        @Nullable EnrichedIncident before, @Nullable EnrichedIncident after, Set<ChangeKind> changes) {

    public AnswerPair {
        Objects.requireNonNull(before == null ? after : before, "a pair needs an answer");
        EnumSet<ChangeKind> sorted = EnumSet.noneOf(ChangeKind.class);
        sorted.addAll(changes);
        changes = Collections.unmodifiableSet(sorted);
    }

    /** The pair and in what its answers differ. */
    static AnswerPair of(@Nullable EnrichedIncident before, @Nullable EnrichedIncident after) {
        return new AnswerPair(before, after, PairChanges.of(before, after));
    }

    /** The request that both answer. */
    public String requestId() {
        return either().identity().requestId();
    }

    /** What both are about. */
    public Alert alert() {
        return either().alert();
    }

    /** True when the answer became another one; a reader would act on it differently, or trust it differently. */
    public boolean changed() {
        return changes.stream().anyMatch(ChangeKind::material);
    }

    private EnrichedIncident either() {
        return Objects.requireNonNull(after == null ? before : after);
    }
}
