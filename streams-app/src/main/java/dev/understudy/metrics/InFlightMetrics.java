package dev.understudy.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Meters of the work in flight. Thread-safe. */
public final class InFlightMetrics {
    private final MeterRegistry registry;

    public InFlightMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** {@code understudy.inflight.calls}: calls in flight. {@code understudy.inflight.queued}: requests that wait. */
    public void watch(Supplier<Number> calls, Supplier<Number> queued) {
        Gauge.builder("understudy.inflight.calls", calls)
                .description("Calls in flight")
                .register(registry);
        Gauge.builder("understudy.inflight.queued", queued)
                .description("Requests that wait for a permit")
                .register(registry);
    }

    /** {@code understudy.answers}: answers emitted; with the time since the alert was received. */
    public void answered(String outcome, int revision, Duration sinceReceived) {
        Timer.builder("understudy.answers")
                .description("Answers, with the time from receipt to emission")
                .tag("outcome", outcome)
                .tag("revision", Integer.toString(revision))
                .register(registry)
                .record(sinceReceived.isNegative() ? Duration.ZERO : sinceReceived);
    }

    /** {@code understudy.parked}: requests parked. */
    public void parked(String provider, String reason) {
        Counter.builder("understudy.parked")
                .description("Requests parked in a retry topic")
                .tag("provider", provider)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** {@code understudy.hedges}: extra calls of hedges, SUCCESS for those that won. */
    public void hedged(String provider, String outcome) {
        Counter.builder("understudy.hedges")
                .description("Extra calls to a second provider because the first was slow")
                .tag("provider", provider)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    /** {@code understudy.dead.letters}: records that were not understood, and work that threw. */
    public void deadLetter(String reason) {
        Counter.builder("understudy.dead.letters")
                .description("Dead letters")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** {@code understudy.alerts.truncated}: alerts that their senders say they left out of a webhook body. */
    public void truncated(int alerts) {
        Counter.builder("understudy.alerts.truncated")
                .description("Alerts that senders left out of a webhook body")
                .register(registry)
                .increment(alerts);
    }

    /** {@code understudy.events.ignored}: events that are about no alert and are not meant to be. */
    public void ignored(int events) {
        Counter.builder("understudy.events.ignored")
                .description("Events about no alert, such as silences of Alertmanager's event recorder")
                .register(registry)
                .increment(events);
    }

    /** {@code understudy.stream.round}: how long a stream thread was held in one go; over 1 s is a defect. */
    public void round(Duration held) {
        Timer.builder("understudy.stream.round")
                .description("How long a stream thread was held in one go")
                .register(registry)
                .record(held);
    }

    /** {@code understudy.intake.braked}: time for which intake waited because the instance was full. */
    public void braked(Duration waited) {
        Timer.builder("understudy.intake.braked")
                .description("Time for which intake waited")
                .register(registry)
                .record(waited);
    }
}
