package dev.understudy.runtime.replay;

/** Who answers in a replay. */
public enum ProviderKind {
    /** Recorded exchanges: free, offline, and the same each time. */
    RECORDED,
    /** A script, and what it leaves open an answer made from the alert: free, offline, and the same each time. */
    SCRIPTED,
    /** The configured providers, at their price. */
    REAL
}
