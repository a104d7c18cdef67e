package dev.understudy.domain.enrichment;

/** What the reader of an enriched incident holds; the contract EnrichedIncident.avsc explains each. */
public enum EnrichmentOutcome {
    UNKNOWN,
    COMPLETE,
    REUSED,
    DEGRADED,
    RESOLVED,
    SUPERSEDED,
    EXPIRED;

    /** True when the alert ended before it was answered: what is said about it, if anything, was said to an earlier one. */
    public boolean ended() {
        return this == RESOLVED || this == SUPERSEDED;
    }
}
