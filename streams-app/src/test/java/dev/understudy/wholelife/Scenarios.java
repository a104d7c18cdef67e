package dev.understudy.wholelife;

import dev.understudy.config.Role;
import dev.understudy.config.RouteOrder;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.testing.lives.TwoApplications;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Draws scenarios. Smaller ones come first when a failing one is shrunk. */
final class Scenarios {
    /** These are no outcomes of a call: it was not made, or its caller ended it. */
    private static final Set<FailureReason> OF_NO_CALL = EnumSet.of(
            FailureReason.BREAKER_OPEN,
            FailureReason.PAUSED,
            FailureReason.RATE_CAP,
            FailureReason.BULKHEAD_FULL,
            FailureReason.BUDGET_EXHAUSTED,
            FailureReason.CANCELLED,
            FailureReason.HEDGE_LOST,
            FailureReason.ABANDONED);

    private Scenarios() {}

    static Arbitrary<Scenario> all() {
        return Combinators.combine(
                        limits(), providers(), blows(), choices(), Arbitraries.of(TwoApplications.Layout.class))
                .as((limits, providers, blows, choices, layout) -> Tuple.of(limits, providers, blows, choices, layout))
                .flatMap(drawn -> Combinators.combine(
                                routes(drawn.get2().size()),
                                arrivals(drawn.get1().deadline()))
                        .as((routes, arrivals) -> new Scenario(
                                drawn.get1(),
                                drawn.get5(),
                                drawn.get2(),
                                routes,
                                arrivals,
                                drawn.get3(),
                                drawn.get4())));
    }

    private static Arbitrary<Scenario.Limits> limits() {
        return Combinators.combine(
                        Arbitraries.longs().between(1_000, 60_000).map(Duration::ofMillis),
                        Arbitraries.longs().between(120, 7_200).map(Duration::ofSeconds),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.longs().between(1, 30).map(Duration::ofSeconds),
                        Arbitraries.integers().between(4, 12),
                        Arbitraries.of(Severity.CRITICAL, Severity.HIGH).set().ofMaxSize(2))
                .as((deadline, expires, maxCalls, maxConcurrent, initial, rounds, hedged) -> {
                    // A round at least every so often would make a run of two hours long and tell nothing more.
                    Duration max = expires.dividedBy(rounds);
                    return new Scenario.Limits(
                            deadline,
                            expires,
                            maxCalls,
                            maxConcurrent,
                            initial,
                            Duration.ofSeconds(Math.max(initial.toSeconds(), max.toSeconds())),
                            hedged);
                });
    }

    private static Arbitrary<List<Scenario.Script>> providers() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(500, 30_000).map(Duration::ofMillis),
                        Arbitraries.of(false, true),
                        Arbitraries.of(false, true),
                        Arbitraries.longs().between(10, 5_000).map(Duration::ofMillis),
                        replies())
                .as(Scenario.Script::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Some providers are well, some are down, most are either in turn. */
    private static Arbitrary<List<Scenario.Reply>> replies() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.<Scenario.Reply>of(new Scenario.Silence()))),
                Tuple.of(3, failures().list().ofMinSize(1).ofMaxSize(4).map(List::<Scenario.Reply>copyOf)),
                Tuple.of(10, reply().list().ofMinSize(1).ofMaxSize(8)));
    }

    private static Arbitrary<Scenario.Reply> reply() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, latency().map(Scenario.Answer::new)),
                Tuple.of(8, failures()),
                Tuple.of(2, Arbitraries.just(new Scenario.Silence())),
                Tuple.of(3, refusal()));
    }

    /** A rate says for how long it is used up: at one call a minute for that long at most. */
    private static Arbitrary<Scenario.Reply> refusal() {
        Arbitrary<Duration> rateWait = Arbitraries.longs().between(5, 60).map(Duration::ofSeconds);
        return Arbitraries.oneOf(
                rateWait.map(wait -> new Scenario.Refusal(FailureReason.RATE_CAP, wait)),
                Combinators.combine(Arbitraries.of(FailureReason.BREAKER_OPEN, FailureReason.PAUSED), retryAfter())
                        .as(Scenario.Refusal::new));
    }

    private static Arbitrary<Scenario.Failure> failures() {
        Arbitrary<FailureReason> any = Arbitraries.of(EnumSet.complementOf(EnumSet.copyOf(OF_NO_CALL)));
        Arbitrary<FailureReason> special = Arbitraries.of(
                FailureReason.CONTEXT_TOO_LONG,
                FailureReason.CONNECT_FAILED,
                FailureReason.CONNECTION_RESET,
                FailureReason.TRUNCATED_ANSWER,
                FailureReason.SCHEMA_VIOLATION);
        return Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(2, any), Tuple.of(1, special)),
                        retryAfter(),
                        Arbitraries.of(false, true),
                        latency())
                .as(Scenario.Failure::new);
    }

    private static Arbitrary<Duration> retryAfter() {
        return Arbitraries.longs().between(0, 3_600).map(Duration::ofSeconds).injectNull(0.6);
    }

    private static Arbitrary<Duration> latency() {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(0L)),
                        Tuple.of(4, Arbitraries.longs().between(1, 3_000)),
                        Tuple.of(2, Arbitraries.longs().between(1_000, 40_000)))
                .map(Duration::ofMillis);
    }

    private static Arbitrary<List<Scenario.RouteChoice>> routes(int providers) {
        List<Integer> all = IntStream.range(0, providers).boxed().toList();
        Arbitrary<List<Integer>> chain = Arbitraries.shuffle(all).flatMap(shuffled -> Arbitraries.integers()
                .between(1, providers)
                .map(length -> List.copyOf(shuffled.subList(0, length))));
        return Combinators.combine(
                        Arbitraries.of(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
                        chain,
                        Arbitraries.of(RouteOrder.class),
                        Arbitraries.of(false, true))
                .as(Scenario.RouteChoice::new)
                .list()
                .uniqueElements(Scenario.RouteChoice::severity)
                .ofMaxSize(3);
    }

    private static Arbitrary<List<Scenario.Arrival>> arrivals(Duration deadline) {
        Arbitrary<Duration> at = Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.longs().between(0, 100)),
                        Tuple.of(4, Arbitraries.longs().between(0, 2 * deadline.toMillis())),
                        Tuple.of(1, Arbitraries.longs().between(0, 600_000)))
                .map(Duration::ofMillis);
        Arbitrary<Scenario.Kind> kind = Arbitraries.frequency(
                Tuple.of(12, Scenario.Kind.FIRING),
                Tuple.of(4, Scenario.Kind.RESOLVED),
                Tuple.of(1, Scenario.Kind.TOO_OLD),
                Tuple.of(1, Scenario.Kind.NO_ALERT));
        return Combinators.combine(
                        at,
                        kind,
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.of(Severity.CRITICAL, Severity.HIGH, Severity.WARNING, Severity.INFO))
                .as(Scenario.Arrival::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<List<Scenario.Blow>> blows() {
        Arbitrary<Integer> steps = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 12)),
                Tuple.of(1, Arbitraries.integers().between(0, 80)));
        return Combinators.combine(
                        steps, Arbitraries.of(Scenario.BlowKind.class), Arbitraries.of(Role.ENRICHER, Role.FALLBACK))
                .as(Scenario.Blow::new)
                .list()
                .ofMaxSize(4);
    }

    private static Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers().between(0, 3).list().ofMinSize(1).ofMaxSize(12);
    }
}
