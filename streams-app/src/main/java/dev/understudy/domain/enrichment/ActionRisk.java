package dev.understudy.domain.enrichment;

/** Effect of carrying out an action. */
public enum ActionRisk {
    UNKNOWN,
    READ_ONLY,
    REVERSIBLE,
    DISRUPTIVE
}
