package dev.understudy.policy;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.request.Progress;

/** How long a prompt may be for a provider that may have found the last one too long. */
public final class InputBudget {
    private InputBudget() {}

    /**
     * The tokens to keep to: half as many each time that the provider found the prompt of this request too long, since
     * it counts tokens in a way of its own.
     *
     * @param allowed the provider's configured window
     */
    public static int tokens(Progress progress, String provider, int allowed) {
        long tooLong = progress.attempts().stream()
                .filter(attempt -> attempt.provider().equals(provider))
                .filter(attempt -> attempt.failure() == FailureReason.CONTEXT_TOO_LONG)
                .count();
        return Math.max(1, allowed >> Math.min(tooLong, Integer.SIZE - 2));
    }
}
