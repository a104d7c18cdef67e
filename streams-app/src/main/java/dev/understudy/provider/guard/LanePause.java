package dev.understudy.provider.guard;

import dev.understudy.config.RetryConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.KeyState;
import dev.understudy.provider.ProviderState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The wait that a provider asked for with one key. Of several waits the longest holds. Thread-safe. */
public final class LanePause {
    private record Span(Instant since, Instant until) {}

    private final RetryConfig retry;
    private final Clock clock;
    private volatile Span span = new Span(Instant.EPOCH, Instant.EPOCH);

    LanePause(RetryConfig retry, Clock clock) {
        this.retry = retry;
        this.clock = clock;
    }

    /** Begins a wait, or makes it longer; null when the provider did not say how long. */
    synchronized void begin(@Nullable Duration asked) {
        Duration wait = asked == null ? retry.initial() : asked;
        Duration capped = wait.compareTo(retry.maxRetryAfter()) > 0 ? retry.maxRetryAfter() : wait;
        Instant now = clock.instant();
        span = longer(span, new Span(now, now.plus(capped)));
    }

    private static Span longer(Span current, Span next) {
        if (!next.until().isAfter(current.until())) {
            return current;
        }
        return current.until().isAfter(next.since()) ? new Span(current.since(), next.until()) : next;
    }

    /** What is left of the wait; null when none is on. */
    @Nullable
    Duration remaining() {
        Duration left = Duration.between(clock.instant(), span.until());
        return left.isZero() || left.isNegative() ? null : left;
    }

    /** The state of a key that is paused; null when it is not. */
    @Nullable
    KeyState state(@Nullable String key) {
        Span now = span;
        return now.until().isAfter(clock.instant())
                ? new KeyState(
                        key, ProviderState.Condition.PAUSED, now.since(), FailureReason.RATE_LIMITED, now.until())
                : null;
    }
}
