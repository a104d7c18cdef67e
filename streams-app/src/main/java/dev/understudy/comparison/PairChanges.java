package dev.understudy.comparison;

import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what two answers to one request differ. */
final class PairChanges {
    /** Cost, tokens and latency differ when they differ by more than a fifth of what they were. */
    private static final int TOLERANCE = 5;

    /** Below that no difference in latency is worth a word. */
    private static final long LEAST_MILLIS = 100;

    private final Set<ChangeKind> changes = EnumSet.noneOf(ChangeKind.class);

    private PairChanges() {}

    static Set<ChangeKind> of(@Nullable EnrichedIncident before, @Nullable EnrichedIncident after) {
        if (after == null) {
            return EnumSet.of(ChangeKind.MISSING);
        }
        if (before == null) {
            return EnumSet.of(ChangeKind.NEW);
        }
        PairChanges pair = new PairChanges();
        boolean wasOver = before.outcome().ended();
        boolean isOver = after.outcome().ended();
        if (wasOver && !isOver) {
            // Nobody was asked then: there is nothing to hold this answer against.
            return pair.changes;
        }
        pair.standing(before, after);
        if (isOver) {
            return pair.changes;
        }
        pair.assessments(before, after);
        pair.figures(AnswerFigures.of(before), AnswerFigures.of(after));
        pair.note(ChangeKind.TEXT, TextPart.of(before, after).stream().anyMatch(TextPart::differs));
        return pair.changes;
    }

    private void standing(EnrichedIncident before, EnrichedIncident after) {
        note(ChangeKind.DEGRADED, after.degraded() && !before.degraded());
        note(ChangeKind.RECOVERED, before.degraded() && !after.degraded());
        note(
                ChangeKind.OUTCOME,
                before.degraded() == after.degraded() && sort(before.outcome()) != sort(after.outcome()));
    }

    /** A model's answer is one, whether it was made for this alert or for an earlier one. */
    private static EnrichmentOutcome sort(EnrichmentOutcome outcome) {
        return outcome == EnrichmentOutcome.REUSED ? EnrichmentOutcome.COMPLETE : outcome;
    }

    private void assessments(EnrichedIncident before, EnrichedIncident after) {
        if (before.enrichment() == null || after.enrichment() == null) {
            return;
        }
        Assessment then = before.enrichment().assessment();
        Assessment now = after.enrichment().assessment();
        int risen = now.severity().priority() - then.severity().priority();
        note(ChangeKind.SEVERITY_LOWERED, risen < 0);
        note(ChangeKind.SEVERITY_RAISED, risen > 0);
        note(ChangeKind.ACTIONABILITY, then.actionability() != now.actionability());
    }

    private void figures(AnswerFigures before, AnswerFigures after) {
        note(ChangeKind.PROVIDER, !before.provider().equals(after.provider()));
        note(ChangeKind.MODEL, !Objects.equals(before.model(), after.model()));
        note(ChangeKind.COST, differ(before.costUsdMicros(), after.costUsdMicros(), 0));
        note(ChangeKind.TOKENS, differ(before.tokens(), after.tokens(), 0));
        note(ChangeKind.LATENCY, differ(before.totalMillis(), after.totalMillis(), LEAST_MILLIS));
    }

    /** False too when one of them is not known. */
    private static boolean differ(@Nullable Long before, @Nullable Long after, long least) {
        if (before == null || after == null) {
            return false;
        }
        long difference = Math.abs(after - before);
        return difference > before / TOLERANCE && difference >= least;
    }

    private void note(ChangeKind kind, boolean holds) {
        if (holds) {
            changes.add(kind);
        }
    }
}
