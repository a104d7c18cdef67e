package dev.understudy.provider.guard;

import dev.understudy.config.ProviderConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configured rates of one provider. Calls: at most that many in any second, wherever it begins, and at most a tenth
 * of them in any tenth of it. Tokens: at most that many in any minute, and a quarter of them in any quarter of it; one call
 * may well take more than a second's share. Fractions are rounded up, and the span is longer by as much. Thread-safe.
 *
 * <p>Resilience4j's limiter counts in fixed periods: two of them that touch let twice a period's calls through at once.
 */
public final class CallRate {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final int TENTHS = 10;
    private static final int QUARTERS = 4;
    /** Calls arrive a little closer together than they leave; the spans are that much longer. */
    private static final double MARGIN = 1.01;

    private final LongSupplier nanoTime;
    private final List<RateSpan> calls;
    private final List<RateSpan> tokens;

    /**
     * Rates on a clock of their own, in nanoseconds from any beginning.
     *
     * @param requestsPerMinute null means no limit
     * @param tokensPerMinute null means no limit
     */
    public CallRate(@Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.calls =
                requestsPerMinute == null ? List.of() : spans(requestsPerMinute, SECONDS_PER_MINUTE, TENTHS, call -> 1);
        this.tokens = tokensPerMinute == null ? List.of() : spans(tokensPerMinute, 1, QUARTERS, RatedCall::tokens);
    }

    private static List<RateSpan> spans(
            int perMinute, double spansPerMinute, int parts, ToLongFunction<RatedCall> amount) {
        double whole = Math.ceil(perMinute / spansPerMinute);
        double part = Math.ceil(whole / parts);
        double nanosForOne = Duration.ofMinutes(1).toNanos() * MARGIN / perMinute;
        return Stream.of(whole, part)
                .map(most -> new RateSpan(most.longValue(), (long) (nanosForOne * most), amount))
                .toList();
    }

    /** The rates of a provider; null when it has none. */
    public static @Nullable CallRate of(ProviderConfig config) {
        return config.requestsPerMinute() == null && config.tokensPerMinute() == null
                ? null
                : new CallRate(config.requestsPerMinute(), config.tokensPerMinute(), System::nanoTime);
    }

    /** Lets a call through, or tells how long that takes. */
    synchronized @Nullable Duration tryAcquire(RatedCall call) {
        long now = nanoTime.getAsLong();
        long wait = spans().mapToLong(span -> span.wait(call, now)).max().orElse(0);
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        call.leftAt(now);
        spans().forEach(span -> span.add(call));
        return null;
    }

    /** A call that was let through took so many tokens. */
    synchronized void settle(RatedCall call, long counted) {
        long by = counted - call.tokens();
        call.tookTokens(counted);
        tokens.forEach(span -> span.changed(call, by));
    }

    private Stream<RateSpan> spans() {
        return Stream.concat(calls.stream(), tokens.stream());
    }
}
