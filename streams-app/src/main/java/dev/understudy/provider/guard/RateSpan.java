package dev.understudy.provider.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;

/**
 * A bound on what calls amount to in any span of so much time, wherever it begins. A call that alone amounts to more is
 * let through when no other is in the span, or it never would be. Not thread-safe.
 */
final class RateSpan {
    private final long most;
    private final long nanos;
    private final ToLongFunction<RatedCall> amount;
    /** Oldest first. */
    private final Deque<RatedCall> calls = new ArrayDeque<>();

    private long sum;

    RateSpan(long most, long nanos, ToLongFunction<RatedCall> amount) {
        this.most = most;
        this.nanos = nanos;
        this.amount = amount;
    }

    /** Until a call fits, in nanoseconds; 0 when it does now. */
    long wait(RatedCall next, long now) {
        while (!calls.isEmpty() && now - calls.element().at() >= nanos) {
            sum -= amount.applyAsLong(calls.remove());
        }
        long beyond = sum + amount.applyAsLong(next) - most;
        long wait = 0;
        for (RatedCall call : calls) {
            if (beyond <= 0) {
                break;
            }
            beyond -= amount.applyAsLong(call);
            wait = nanos - (now - call.at());
        }
        return wait;
    }

    void add(RatedCall call) {
        calls.add(call);
        sum += amount.applyAsLong(call);
    }

    /** A call that is still in the span amounts to so much more, or less, than it did. */
    void changed(RatedCall call, long by) {
        if (!calls.isEmpty() && calls.element().at() - call.at() <= 0) {
            sum += by;
        }
    }
}
