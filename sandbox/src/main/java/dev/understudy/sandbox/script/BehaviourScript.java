package dev.understudy.sandbox.script;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Behaviours in order, with the count of what they were used for: the first one that matches a call and is not used up
 * decides about it. A call that none decides about is answered correctly, with the latency of the last one. Safe for use by
 * several threads.
 */
public final class BehaviourScript {

    private final List<Rule> rules;

    private BehaviourScript(List<Rule> rules) {
        this.rules = rules;
    }

    /** A fresh script; without any behaviour, calls are answered correctly and at once. */
    public static BehaviourScript of(List<Behaviour> behaviours) {
        return new BehaviourScript(behaviours.stream().map(Rule::new).toList());
    }

    /** The behaviours as they were given. */
    public List<Behaviour> behaviours() {
        return rules.stream().map(rule -> rule.behaviour).toList();
    }

    /** True when nobody is to listen. */
    public boolean refusesConnections() {
        return rules.stream().anyMatch(rule -> rule.behaviour.fault() == Fault.CONNECTION_REFUSED);
    }

    /** True when calls must be searched for a pattern. */
    public boolean hasPatterns() {
        return rules.stream().anyMatch(rule -> rule.behaviour.matching() != null);
    }

    /** Decides about one call; {@code found} tells whether a pattern occurs in it. */
    public Turn next(Predicate<Pattern> found, RandomGenerator random) {
        for (Rule rule : rules) {
            Behaviour behaviour = rule.behaviour;
            Pattern pattern = behaviour.matching();
            if ((pattern == null || found.test(pattern)) && rule.take()) {
                return new Turn(behaviour.latency().draw(random), rule.nextFault(), behaviour.pause());
            }
        }
        Latency latency = rules.isEmpty()
                ? Latency.none()
                : rules.get(rules.size() - 1).behaviour.latency();
        return new Turn(latency.draw(random), null, Duration.ZERO);
    }

    /**
     * What is done with one call.
     *
     * @param latency time before anything is sent
     * @param fault the fault; null for a correct answer
     * @param pause see {@link Behaviour#pause()}
     */
    public record Turn(Duration latency, @Nullable Fault fault, Duration pause) {}

    private static final class Rule {

        private final Behaviour behaviour;
        private final AtomicLong taken = new AtomicLong();
        private final AtomicLong shared = new AtomicLong();

        Rule(Behaviour behaviour) {
            this.behaviour = behaviour;
        }

        boolean take() {
            return behaviour.calls() == 0 || taken.getAndIncrement() < behaviour.calls();
        }

        /** Spreads the share evenly instead of drawing it, so that a test can count on it. */
        @Nullable
        Fault nextFault() {
            if (behaviour.fault() == null || behaviour.share() >= 1) {
                return behaviour.fault();
            }
            long n = shared.incrementAndGet();
            return (long) (n * behaviour.share()) > (long) ((n - 1) * behaviour.share()) ? behaviour.fault() : null;
        }
    }
}
