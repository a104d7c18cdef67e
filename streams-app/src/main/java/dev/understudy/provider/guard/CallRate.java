package dev.understudy.provider.guard;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The configured rate of one provider: at most that many calls in any second, wherever it begins, and at most a tenth of
 * them in any tenth of it. Fractions are rounded up, and the second is longer by as much. Thread-safe.
 *
 * <p>Resilience4j's limiter counts in fixed periods: two of them that touch let twice a period's calls through at once.
 */
public final class CallRate {
    private static final int TENTHS = 10;
    /** Calls arrive a little closer together than they leave; the spans are that much longer. */
    private static final double MARGIN = 1.01;

    private final LongSupplier nanoTime;
    private final long spanNanos;
    private final int burst;
    /** When the latest calls of a span left, each at its number modulo the length. */
    private final long[] left;

    private long calls;

    /** A rate on a clock of its own, in nanoseconds from any beginning. */
    public CallRate(int requestsPerMinute, LongSupplier nanoTime) {
        int perSpan = (int) Math.ceil(requestsPerMinute / 60.0);
        this.nanoTime = nanoTime;
        this.left = new long[perSpan];
        this.burst = (int) Math.ceil(perSpan / (double) TENTHS);
        this.spanNanos = (long) (Duration.ofMinutes(1).toNanos() * MARGIN * perSpan / requestsPerMinute);
    }

    /** A rate in calls a minute; null when there is no limit. */
    public static @Nullable CallRate perMinute(@Nullable Integer requests) {
        return requests == null ? null : new CallRate(requests, System::nanoTime);
    }

    /** Lets a call through, or tells how long that takes. */
    synchronized @Nullable Duration tryAcquire() {
        long now = nanoTime.getAsLong();
        long wait = Math.max(wait(now, left.length, spanNanos), wait(now, burst, spanNanos * burst / left.length));
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        left[(int) (calls++ % left.length)] = now;
        return null;
    }

    /** Until one more call makes no more than this many in a span. */
    private long wait(long now, int most, long span) {
        return calls < most ? 0 : span - (now - left[(int) ((calls - most) % left.length)]);
    }
}
