package dev.understudy.runtime.admin;

/** A running instance could not be reached, or did not do what it was asked. The message is one line for a human. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AdminException(String message) {
        super(message);
    }
}
