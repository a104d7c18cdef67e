package dev.understudy.sandbox.script;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider does with the calls that this behaviour is for: how long it takes and how it fails. Immutable; each
 * {@code with} method answers a changed copy.
 *
 * @param latency time until the answer or the fault
 * @param fault how the call fails; null when it is answered correctly
 * @param pause the Retry-After of rate limits, the gap between two bytes of {@link Fault#SLOW_DRIP}
 * @param share the part of the calls that the fault hits, spread evenly; the others are answered correctly
 * @param calls for how many calls this behaviour holds; zero means for good
 * @param matching holds only for calls with this pattern in their body or in a header's value; null means for all
 */
public record Behaviour(
        Latency latency,
        @Nullable Fault fault,
        Duration pause,
        double share,
        long calls,
        @Nullable Pattern matching) {

    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(2);
    private static final Duration DRIP = Duration.ofMillis(200);

    /** Checks the ranges. */
    public Behaviour {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " is not between 0 and 1");
        }
        if (calls < 0 || pause.isNegative()) {
            throw new IllegalArgumentException("calls and pause must not be negative");
        }
    }

    /** Answers every call correctly and at once. */
    public static Behaviour healthy() {
        return new Behaviour(Latency.none(), null, DEFAULT_PAUSE, 1, 0, null);
    }

    /** Fails every call. */
    public static Behaviour failing(Fault fault) {
        return new Behaviour(Latency.none(), fault, fault == Fault.SLOW_DRIP ? DRIP : DEFAULT_PAUSE, 1, 0, null);
    }

    /** Answers every call correctly after the latency. */
    public static Behaviour taking(Latency latency) {
        return healthy().withLatency(latency);
    }

    /** The same with another latency. */
    public Behaviour withLatency(Latency changed) {
        return new Behaviour(changed, fault, pause, share, calls, matching);
    }

    /** The same with another Retry-After, or another gap of the drip. */
    public Behaviour withPause(Duration changed) {
        return new Behaviour(latency, fault, changed, share, calls, matching);
    }

    /** The fault hits only this part of the calls. */
    public Behaviour onShare(double changed) {
        return new Behaviour(latency, fault, pause, changed, calls, matching);
    }

    /** Holds for the next calls only; then the next behaviour of the script is asked. */
    public Behaviour forNext(long changed) {
        return new Behaviour(latency, fault, pause, share, changed, matching);
    }

    /** Holds only for calls with this regular expression in their body or in a header's value. */
    public Behaviour matching(String regex) {
        return new Behaviour(latency, fault, pause, share, calls, Pattern.compile(regex));
    }
}
