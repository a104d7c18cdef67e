package dev.understudy.runtime.replay.intake;

import dev.understudy.runtime.client.TimeRange;
import java.util.Set;

/**
 * Which alerts are replayed. Those that say that an alert is over are never.
 *
 * @param range when their records were written; of dead letters, when these were
 * @param fingerprints these only; empty for any
 * @param atMost of more alerts, the oldest are taken
 */
public record Selection(TimeRange range, Set<String> fingerprints, Only only, int atMost) {

    /** Which of the alerts, by what became of them in production. */
    public enum Only {
        ANY,
        /** Whose last word is degraded, or missing. */
        DEGRADED,
        /** What was not understood, or whose work threw: read anew from its dead letter. */
        DEAD_LETTERS
    }

    public Selection {
        fingerprints = Set.copyOf(fingerprints);
    }

    /** The same in another range. */
    public Selection within(TimeRange other) {
        return new Selection(other, fingerprints, only, atMost);
    }
}
