package dev.understudy.provider.guard;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.FailureAdvice;
import dev.understudy.provider.KeyState;
import dev.understudy.provider.ProviderState;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The circuit breaker of a provider for one of its keys: Resilience4j's, told what our outcomes mean, and able to say
 * since when and why it is open. Thread-safe.
 *
 * <p>Results that arrive after a change of state say nothing about the new state and are dropped: else the late
 * timeouts of calls made before an outage ended would fail its probes.
 */
public final class LaneBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(LaneBreaker.class);
    private static final Duration NEVER_SLOW = Duration.ofDays(1);

    /**
     * What it is the breaker of.
     *
     * @param key configured name of the key; null when the provider has none
     * @param only true when the provider has no other key
     */
    record Name(String provider, @Nullable String key, boolean only) {}

    /** Leave to make one call; {@link #record} gives it back. */
    record Permission(long epoch) {}

    private record Condition(
            Instant since,
            @Nullable FailureReason reason,
            @Nullable Instant nextProbe) {}

    private final Name name;
    private final ProviderConfig config;
    private final ProviderMetrics metrics;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final AtomicLong epoch = new AtomicLong();
    private volatile Condition condition;
    private volatile @Nullable FailureReason lastReason;
    private volatile @Nullable Level reported;

    LaneBreaker(Name name, ProviderConfig config, ProviderMetrics metrics, Clock clock) {
        this.name = name;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.condition = new Condition(clock.instant(), null, null);
        this.breaker = CircuitBreaker.of(name.provider(), settings(config, clock));
        this.breaker
                .getEventPublisher()
                .onStateTransition(event -> changed(event.getStateTransition().getToState()));
    }

    private static CircuitBreakerConfig settings(ProviderConfig config, Clock clock) {
        var settings = config.circuitBreaker();
        Duration slow = settings.slowCallDurationThreshold();
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(settings.failureRateThreshold())
                .slowCallRateThreshold(settings.slowCallRateThreshold())
                .slowCallDurationThreshold(slow == null ? NEVER_SLOW : slow)
                .slidingWindowSize(settings.slidingWindowSize())
                .minimumNumberOfCalls(settings.minimumNumberOfCalls())
                .waitDurationInOpenState(settings.waitDurationInOpenState())
                .permittedNumberOfCallsInHalfOpenState(settings.permittedNumberOfCallsInHalfOpenState())
                // Should a probe ever be lost, the breaker must not wait for its result for ever: probe anew.
                .maxWaitDurationInHalfOpenState(config.timeout().multipliedBy(2))
                .recordResult(LaneBreaker::isFailure)
                .build();
    }

    private static boolean isFailure(Object outcome) {
        return outcome instanceof Outcome.Failed failed && failed.reason().countsAgainstBreaker();
    }

    /** Leave to make a call; null while the breaker is open, or while it is half open and enough probes are out. */
    @Nullable
    Permission tryAcquire() {
        // Asking is what opens the breaker half, and the epoch follows. A probe that got its leave in between would
        // carry the old epoch, its result would be dropped, and the breaker would wait for it for ever.
        synchronized (breaker) {
            return breaker.tryAcquirePermission() ? new Permission(epoch.get()) : null;
        }
    }

    /** Tells how a call ended. */
    void record(Permission permission, Outcome outcome, Duration duration) {
        FailureReason reason = outcome.<@Nullable FailureReason>fold(
                completed -> null, Outcome.Refused::reason, Outcome.Failed::reason);
        boolean current = permission.epoch() == epoch.get();
        if (isForHuman(reason) && (current || breaker.getState() == State.OPEN)) {
            openForHuman(reason);
        } else if (current) {
            if (tellsOfHealth(outcome)) {
                remember(outcome, reason, duration);
                breaker.onResult(duration.toMillis(), TimeUnit.MILLISECONDS, outcome);
            } else {
                breaker.releasePermission();
            }
        }
    }

    /** A request that the provider turned down with a status of its own shows that it is alive. */
    private static boolean tellsOfHealth(Outcome outcome) {
        return outcome.fold(completed -> true, refused -> false, failed -> switch (failed.reason()
                .breaker()) {
            case FAILURE, OPEN -> true;
            case PAUSE -> false;
            case NONE -> failed.detail().httpStatus() != null;
        });
    }

    /** What to report should it open now: the last failure, or that calls are slow; a success is no reason. */
    private void remember(Outcome outcome, @Nullable FailureReason reason, Duration duration) {
        Duration slow = config.circuitBreaker().slowCallDurationThreshold();
        if (isFailure(outcome)) {
            lastReason = reason;
        } else if (slow != null && duration.compareTo(slow) > 0) {
            lastReason = null;
        }
    }

    private void openForHuman(@Nullable FailureReason reason) {
        synchronized (breaker) {
            boolean open = breaker.getState() == State.OPEN;
            if (open && isForHuman(condition.reason())) {
                return;
            }
            lastReason = reason;
            breaker.transitionToOpenStateFor(config.authProbe());
            if (open) {
                // From open to open is no transition that Resilience4j tells of.
                changed(State.OPEN);
            }
        }
    }

    private static boolean isForHuman(@Nullable FailureReason reason) {
        return reason != null && reason.breaker() == FailureReason.Breaker.OPEN;
    }

    /**
     * Forgets what a drill taught it: where it is not closed, the next call is a probe, whatever the wait was. Results
     * still to come may be those of the drill, and are dropped.
     */
    public void forgetDrill() {
        synchronized (breaker) {
            if (breaker.getState() == State.CLOSED) {
                breaker.reset();
                epoch.incrementAndGet();
                return;
            }
            breaker.transitionToOpenStateFor(Duration.ZERO);
            epoch.incrementAndGet();
            condition = new Condition(condition.since(), condition.reason(), clock.instant());
        }
    }

    private void changed(State state) {
        epoch.incrementAndGet();
        Instant now = clock.instant();
        FailureReason reason = lastReason;
        switch (state) {
            case OPEN -> {
                Duration wait = isForHuman(reason)
                        ? config.authProbe()
                        : config.circuitBreaker().waitDurationInOpenState();
                condition = new Condition(since(now), reason, now.plus(wait));
                reportOpen(reason, now.plus(wait));
            }
            case HALF_OPEN -> condition = new Condition(since(now), condition.reason(), null);
            default -> {
                lastReason = null;
                condition = new Condition(now, null, null);
                reportClosed();
            }
        }
    }

    /** An outage lasts from the first opening to the closing, whatever probes failed in between. */
    private Instant since(Instant now) {
        return condition.reason() == null && condition.nextProbe() == null ? now : condition.since();
    }

    /** One event an outage, and one more if it turns out that only a human can end it. */
    private void reportOpen(@Nullable FailureReason reason, Instant nextProbe) {
        Level level = isForHuman(reason) ? Level.ERROR : Level.WARN;
        Level before = reported;
        boolean news = before == null || before.toInt() < level.toInt();
        if (news) {
            reported = level;
            metrics.outage(name.provider(), reason);
        }
        event(news ? level : Level.DEBUG)
                .addKeyValue("reason", reason == null ? "SLOW_CALLS" : reason.label())
                .addKeyValue("nextProbe", nextProbe)
                .log(
                        reason == null
                                ? "The provider is too slow; it gets no calls" + withKey() + " until a probe succeeds."
                                : "The provider gets no calls" + withKey() + " until a probe succeeds: "
                                        + FailureAdvice.of(reason) + ".");
    }

    private void reportClosed() {
        if (reported != null) {
            reported = null;
            event(Level.INFO).log("The provider takes calls" + withKey() + " again.");
        }
    }

    private LoggingEventBuilder event(Level level) {
        LoggingEventBuilder event = LOG.atLevel(level).addKeyValue("provider", name.provider());
        return name.key() == null ? event : event.addKeyValue("key", name.key());
    }

    private String withKey() {
        return name.only() ? "" : " with the key " + name.key();
    }

    /** How long it stays open; null when it is not, or when that depends on probes under way. */
    @Nullable
    Duration remaining() {
        Instant nextProbe = condition.nextProbe();
        if (nextProbe == null) {
            return null;
        }
        Duration left = Duration.between(clock.instant(), nextProbe);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Its state, as health shows it. */
    KeyState state() {
        Condition now = condition;
        return new KeyState(
                name.key(),
                switch (breaker.getState()) {
                    case OPEN, FORCED_OPEN -> ProviderState.Condition.OPEN;
                    case HALF_OPEN -> ProviderState.Condition.PROBING;
                    case CLOSED, DISABLED, METRICS_ONLY -> ProviderState.Condition.TAKING_CALLS;
                },
                now.since(),
                now.reason(),
                now.nextProbe());
    }
}
