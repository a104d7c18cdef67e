package dev.understudy.provider.dialect;

import dev.understudy.domain.attempt.FailureReason;

/** What an HTTP error status means when nothing else is known: the failure table, read by status alone. */
public final class StatusReason {
    private StatusReason() {}

    /** The reason that the status gives. */
    public static FailureReason of(int status) {
        return switch (status) {
            case 401 -> FailureReason.AUTHENTICATION_FAILED;
            case 402 -> FailureReason.QUOTA_EXHAUSTED;
            case 403 -> FailureReason.PERMISSION_DENIED;
            case 404, 410 -> FailureReason.NOT_FOUND;
            case 408 -> FailureReason.SERVER_ERROR;
            // Nothing in our requests is large but the prompt: a smaller one, or a larger window, will do.
            case 413 -> FailureReason.CONTEXT_TOO_LONG;
            case 429 -> FailureReason.RATE_LIMITED;
            // 529 has no other meaning.
            case 529 -> FailureReason.OVERLOADED;
            default -> other(status);
        };
    }

    private static FailureReason other(int status) {
        if (status >= 500) {
            return FailureReason.SERVER_ERROR;
        }
        // A redirect is not followed: the base URL is wrong, and only configuration mends it.
        return status < 400 ? FailureReason.NOT_FOUND : FailureReason.BAD_REQUEST;
    }
}
