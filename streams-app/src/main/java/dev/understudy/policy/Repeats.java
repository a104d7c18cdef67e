package dev.understudy.policy;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.request.Progress;

/** Whether a provider that just failed is asked once more in the same round (guarantee G4). */
public final class Repeats {
    private Repeats() {}

    /**
     * True for one immediate reconnect when no byte of the answer came, and for one re-ask when the provider allows it.
     *
     * @param progress with the failed attempt already recorded
     */
    public static boolean allowed(Progress progress, String provider, Outcome.Failed failed, boolean reask) {
        return switch (failed.reason().repeat()) {
            case NEVER -> false;
            case RECONNECT ->
                !failed.detail().answerBegan()
                        && isFirst(progress, provider, failed.reason().repeat());
            case REASK -> reask && isFirst(progress, provider, failed.reason().repeat());
        };
    }

    private static boolean isFirst(Progress progress, String provider, FailureReason.Repeat repeat) {
        return progress.attempts().stream()
                        .filter(attempt -> attempt.round() == progress.round())
                        .filter(attempt -> attempt.provider().equals(provider))
                        .filter(attempt ->
                                attempt.failure() != null && attempt.failure().repeat() == repeat)
                        .count()
                == 1;
    }
}
