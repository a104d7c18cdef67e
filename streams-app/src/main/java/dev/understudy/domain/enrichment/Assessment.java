package dev.understudy.domain.enrichment;

import dev.understudy.domain.alert.Severity;
import org.jspecify.annotations.Nullable;

/**
 * How bad it is and what it asks for.
 *
 * @param severity assessed severity; the source severity stays in the alert
 * @param confidenceScore 0 to 1, when the model gave one
 */
public record Assessment(
        Severity severity,
        String severityRationale,
        Actionability actionability,
        FaultDomain faultDomain,
        Confidence confidence,
        @Nullable Double confidenceScore) {

    /** The same with another severity and the reason for it. */
    public Assessment withSeverity(Severity other, String rationale) {
        return new Assessment(other, rationale, actionability, faultDomain, confidence, confidenceScore);
    }
}
