package dev.understudy.runtime.audit;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.RequestIds;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the alerts that were sent against what was written about them, by request id. Takes facts in this order: all that
 * was sent, then answers, parkings and dead letters, then calls, those of one alert in the order of their records. Keeps
 * about {@value #BYTES_AN_ALERT} bytes an alert. Not thread-safe.
 */
public final class Reconciliation {
    /** What an alert takes in memory, roughly: measured with one call and one answer each, no two of one fingerprint. */
    public static final int BYTES_AN_ALERT = 350;

    private final AuditScope scope;
    private final AuditLimits limits;
    private final Map<UUID, Trace> traces = new LinkedHashMap<>();
    private final Map<String, Integer> strays = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<Place> deadParkings = new HashSet<>();
    private final Map<Offence.Kind, Offences> seen = new EnumMap<>(Offence.Kind.class);
    private @Nullable Instant oldest;

    public Reconciliation(AuditScope scope, AuditLimits limits) {
        this.scope = scope;
        this.limits = limits;
    }

    /** An element of a record that was sent; one that is out of the range is forgotten. */
    public void sent(Fact.Sent sent) {
        RecordRef origin = sent.origin();
        if (scope.range().contains(origin.timestamp()) && !scope.isLater(origin.partition(), origin.offset())) {
            oldest = oldest == null || origin.timestamp().isBefore(oldest) ? origin.timestamp() : oldest;
            String fingerprint = sent.fingerprint();
            traces.put(id(origin), new Trace(sent, fingerprint == null ? null : name(fingerprint)));
        }
    }

    /** The oldest timestamp of all that was sent; null when nothing was. */
    public @Nullable Instant oldest() {
        return oldest;
    }

    /** An answer. */
    public void answered(Fact.Answered answer) {
        Trace trace = trace(answer.requestId());
        if (trace == null) {
            stray(answer);
        } else if (!trace.answered(answer)) {
            Offences.add(seen, doubled(answer, trace.fingerprint()));
        }
    }

    private void stray(Fact.Answered answer) {
        RecordRef origin = answer.origin();
        boolean isOurs = origin.topic().equals(Topics.INCIDENTS);
        if (isOurs
                && (!scope.range().contains(origin.timestamp())
                        || scope.isLater(origin.partition(), origin.offset()))) {
            return;
        }
        int bit = 1 << answer.revision();
        int before = strays.getOrDefault(answer.requestId(), 0);
        strays.put(answer.requestId(), before | bit);
        if ((before & bit) != 0) {
            Offences.add(seen, doubled(answer, answer.key()));
        }
    }

    private static Offence doubled(Fact.Answered answer, @Nullable String fingerprint) {
        return new Offence(
                Offence.Kind.DOUBLE,
                answer.at(),
                answer.requestId(),
                fingerprint,
                "revision " + answer.revision() + " (" + answer.outcome() + ") once more, produced "
                        + answer.producedAt());
    }

    /** A request that was parked. */
    public void parked(Fact.Parked parked) {
        Trace trace = trace(parked.requestId());
        if (trace != null) {
            trace.parked(parked);
        }
    }

    /** A dead letter. */
    public void deadLettered(Fact.DeadLettered letter) {
        Place of = letter.of();
        if (of.partition() < 0) {
            // An entry of a store that could not be read: its key ends with the request id.
            String key = letter.key();
            mark(trace(key.substring(Math.max(0, key.length() - 36))));
        } else if (!of.topic().equals(Topics.INCIDENTS)) {
            deadParkings.add(of);
        } else if (mark(element(of, letter.index())) && letter.index() == 0) {
            // A record that was not understood as a whole then, and is now: each alert in it has this dead letter.
            for (int index = 1; isWhole(element(of, index), letter); index++) {
                mark(element(of, index));
            }
        }
    }

    private static boolean isWhole(@Nullable Trace trace, Fact.DeadLettered letter) {
        return trace != null && trace.recordBytes() == letter.bytes();
    }

    /** Marks it as a dead letter; false when it is not one of ours. */
    private static boolean mark(@Nullable Trace trace) {
        if (trace != null) {
            trace.deadLettered();
        }
        return trace != null;
    }

    /** An alert that the enricher has read and has yet to take from its own topic. */
    public void onItsWay(String requestId) {
        Trace trace = trace(requestId);
        if (trace != null) {
            trace.onItsWay();
        }
    }

    /** A call, or a refusal to call, which is none. */
    public void tried(ProviderAttempt attempt, Place at) {
        Trace trace = attempt.called() ? trace(attempt.requestId()) : null;
        if (trace != null && !trace.called(attempt, name(attempt.provider() + '/' + attempt.keyId()))) {
            Offences.add(
                    seen,
                    new Offence(
                            Offence.Kind.CALLED_TWICE,
                            at,
                            attempt.requestId(),
                            trace.fingerprint(),
                            attempt.provider() + " once more in round " + attempt.round() + ", "
                                    + attempt.outcomeLabel()));
        }
    }

    /** How many have no end though by their age they should: a moment later they may have one. */
    public long suspects(Instant now) {
        Judge judge = judge(now);
        return traces.values().stream().filter(judge::isSuspect).count();
    }

    /** What it all comes to. */
    public AuditReport report(Instant now) {
        Summary summary = new Summary(judge(now), seen);
        traces.forEach((id, trace) -> summary.add(id.toString(), trace));
        return summary.report(scope.range(), strays.size());
    }

    private Judge judge(Instant now) {
        Map<Integer, Long> firstTouched = new HashMap<>();
        for (Trace trace : traces.values()) {
            if (trace.isTouched()) {
                firstTouched.merge(trace.partition(), trace.offset(), Math::min);
            }
        }
        return new Judge(scope, limits, firstTouched, deadParkings, now);
    }

    private @Nullable Trace element(Place record, int index) {
        return traces.get(id(new RecordRef(record.topic(), record.partition(), record.offset(), Instant.EPOCH, index)));
    }

    private @Nullable Trace trace(String requestId) {
        try {
            return traces.get(UUID.fromString(requestId));
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private static UUID id(RecordRef origin) {
        return UUID.fromString(RequestIds.requestId(origin));
    }

    /** One string for all that are equal. */
    private String name(String text) {
        return names.computeIfAbsent(text, same -> same);
    }
}
