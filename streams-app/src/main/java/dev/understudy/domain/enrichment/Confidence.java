package dev.understudy.domain.enrichment;

/** Stated trust in a finding. */
public enum Confidence {
    UNKNOWN,
    LOW,
    MEDIUM,
    HIGH
}
