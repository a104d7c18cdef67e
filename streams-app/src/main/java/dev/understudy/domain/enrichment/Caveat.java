package dev.understudy.domain.enrichment;

/** Something a reader should know about a good answer; it does not make the answer degraded. */
public enum Caveat {
    UNKNOWN,
    ALTERNATE_PROVIDER,
    INPUT_TRUNCATED,
    INPUT_REDACTED,
    OUTPUT_REPAIRED,
    OUTPUT_PARTIAL,
    INJECTION_SUSPECTED
}
