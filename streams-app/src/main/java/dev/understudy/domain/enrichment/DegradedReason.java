package dev.understudy.domain.enrichment;

/** Why there is no fresh model answer. */
public enum DegradedReason {
    UNKNOWN,
    RULE_BASED,
    STALE_ANSWER,
    PROVIDERS_FAILED,
    NO_PROVIDER_AVAILABLE,
    DEADLINE_EXCEEDED,
    BUDGET_EXHAUSTED,
    ALERT_TOO_OLD
}
