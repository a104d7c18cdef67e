package dev.understudy.domain.enrichment;

/** What the reader of an enriched incident holds; the contract EnrichedIncident.avsc explains each. */
public enum EnrichmentOutcome {
    UNKNOWN,
    COMPLETE,
    REUSED,
    DEGRADED,
    RESOLVED,
    SUPERSEDED,
    EXPIRED
}
