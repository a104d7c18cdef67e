package dev.understudy.domain.alert;

/** Normalised severity, from least to most urgent; {@link #UNKNOWN} when the source gave none that is known. */
public enum Severity {
    /** Treated as a warning, since it may be anything. */
    UNKNOWN(2),
    INFO(0),
    LOW(1),
    WARNING(2),
    HIGH(3),
    CRITICAL(4);

    private final int priority;

    Severity(int priority) {
        this.priority = priority;
    }

    /** Order of dispatch: higher is served first. */
    public int priority() {
        return priority;
    }
}
