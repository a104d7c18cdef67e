package dev.understudy.serde;

import dev.understudy.domain.alert.UnreadableReason;

/** Bytes that are not what their contract says. The message never holds contents of the record. */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UnreadableReason reason;

    UndecodableException(UnreadableReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why; its name is stable. */
    public UnreadableReason reason() {
        return reason;
    }
}
