package dev.understudy.domain.alert;

/** Lifecycle state of an alert as its source reports it. */
public enum AlertStatus {
    UNKNOWN,
    FIRING,
    RESOLVED,
    ACKNOWLEDGED,
    SUPPRESSED
}
