package dev.understudy.domain.enrichment;

/** Where the fault most likely sits. */
public enum FaultDomain {
    UNKNOWN,
    APPLICATION,
    INFRASTRUCTURE,
    DATA_STORE,
    MESSAGING,
    NETWORK,
    SECURITY,
    THIRD_PARTY,
    MONITORING
}
