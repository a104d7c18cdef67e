package dev.understudy.source.json;

import dev.understudy.domain.alert.UnreadableReason;

/** An element is no alert; caught where the body is taken apart. Without a stack trace, since bad input may come in floods. */
public final class ShapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UnreadableReason reason;

    public ShapeException(UnreadableReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public static ShapeException wrong(String path, String problem) {
        return new ShapeException(UnreadableReason.WRONG_SHAPE, path + " " + problem);
    }

    public UnreadableReason reason() {
        return reason;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
