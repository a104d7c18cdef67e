package dev.understudy.runtime.audit;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import org.jspecify.annotations.Nullable;

/**
 * The calls for one alert, counted as they come; of the rounds, only the current one is kept. Not thread-safe.
 *
 * <p>Calls are at-least-once: one that a crash cut off (ABANDONED) is made again, so it is wasted and no offence.
 */
final class CallTally {
    static final CallTally NONE = new CallTally();

    /** Calls to one provider with one of its keys in the current round. */
    private static final class Lane {
        private final String name;
        private final @Nullable Lane next;
        private FailureReason.Repeat last = FailureReason.Repeat.NEVER;
        private boolean reconnected;
        private boolean reasked;

        Lane(String name, @Nullable Lane next) {
            this.name = name;
            this.next = next;
        }

        /** Whether the last call that ended allows one more. */
        boolean mayRepeat() {
            return switch (last) {
                case NEVER -> false;
                case RECONNECT -> !reconnected;
                case REASK -> !reasked;
            };
        }

        void repeat() {
            reconnected |= last == FailureReason.Repeat.RECONNECT;
            reasked |= last == FailureReason.Repeat.REASK;
        }
    }

    private int calls;
    private int early;
    private int abandoned;
    private int earlyAbandoned;
    private int hedgesLost;
    private int round;
    private @Nullable Lane lanes;

    /**
     * Counts a call.
     *
     * @param lane name of its provider and key
     * @param isEarly whether it began before the first revision was out
     * @return false when its round holds such a call already, and nothing allows another
     */
    boolean add(ProviderAttempt call, String lane, boolean isEarly) {
        FailureReason failure = call.failure();
        boolean lost = failure == FailureReason.ABANDONED;
        calls++;
        early += isEarly ? 1 : 0;
        abandoned += lost ? 1 : 0;
        earlyAbandoned += lost && isEarly ? 1 : 0;
        hedgesLost += failure == FailureReason.HEDGE_LOST ? 1 : 0;
        return lost || failure == FailureReason.CANCELLED || fits(call, lane);
    }

    private boolean fits(ProviderAttempt call, String name) {
        if (call.round() > round) {
            round = call.round();
            lanes = null;
        }
        Lane lane = lane(name);
        boolean fits = lane == null || lane.mayRepeat();
        if (lane == null) {
            lane = new Lane(name, lanes);
            lanes = lane;
        } else {
            lane.repeat();
        }
        lane.last = repeat(call);
        return fits;
    }

    private @Nullable Lane lane(String name) {
        Lane lane = lanes;
        while (lane != null && !lane.name.equals(name)) {
            lane = lane.next;
        }
        return lane;
    }

    private static FailureReason.Repeat repeat(ProviderAttempt call) {
        FailureReason failure = call.failure();
        if (failure == null) {
            return FailureReason.Repeat.NEVER;
        }
        Outcome.Detail detail = call.detail();
        boolean began = detail != null && detail.answerBegan();
        return failure.repeat() == FailureReason.Repeat.RECONNECT && began
                ? FailureReason.Repeat.NEVER
                : failure.repeat();
    }

    int calls() {
        return calls;
    }

    int abandoned() {
        return abandoned;
    }

    int hedgesLost() {
        return hedgesLost;
    }

    /** Calls that began before the first revision was out. */
    int early() {
        return early;
    }

    /** Those of them that a crash cut off. */
    int earlyAbandoned() {
        return earlyAbandoned;
    }
}
