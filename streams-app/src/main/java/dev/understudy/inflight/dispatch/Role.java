package dev.understudy.inflight.dispatch;

/** The application that a call is made for. Both share one pool of permits. */
public enum Role {
    ENRICHER,
    /** Holds at most half of the permits while the enricher has work. */
    FALLBACK
}
