package dev.understudy.policy;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.Enrichment;

/** A model may lower a severity, but never CRITICAL below WARNING (guarantee G6). */
public final class SeverityFloor {
    private SeverityFloor() {}

    /** The enrichment with a severity that the source of the alert allows. */
    public static Enrichment apply(Severity source, Enrichment enrichment) {
        Severity assessed = enrichment.assessment().severity();
        if (source != Severity.CRITICAL || assessed.priority() >= Severity.WARNING.priority()) {
            return enrichment;
        }
        return enrichment.withAssessment(enrichment
                .assessment()
                .withSeverity(
                        Severity.WARNING,
                        "The source says CRITICAL, which is not lowered below WARNING. The model said " + assessed
                                + ": " + enrichment.assessment().severityRationale()));
    }
}
