package dev.understudy.domain.enrichment;

/** What an alert asks of a human. */
public enum Actionability {
    UNKNOWN,
    NO_ACTION,
    ACTION_SUGGESTED,
    ACTION_REQUIRED,
    INCONCLUSIVE
}
