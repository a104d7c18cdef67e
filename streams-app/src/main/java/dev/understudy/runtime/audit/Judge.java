package dev.understudy.runtime.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what came of an element of {@code incidents}, and what of that is against the guarantees.
 *
 * @param firstTouched offset of the first record of each partition about which anything was written
 * @param deadParkings the parked records that became dead letters
 */
record Judge(
        AuditScope scope, AuditLimits limits, Map<Integer, Long> firstTouched, Set<Place> deadParkings, Instant now) {

    Verdict verdict(Trace trace) {
        Fact.Parked parking = trace.parking();
        if (trace.lastWord() != null) {
            return Verdict.ANSWERED;
        }
        if (trace.isDeadLettered() || (parking != null && deadParkings.contains(parking.at()))) {
            return Verdict.DEAD_LETTERED;
        }
        if (parking != null) {
            return Verdict.PARKED;
        }
        if (trace.hasRevision()) {
            return Verdict.DEGRADED;
        }
        return trace.isTouched() ? openOrLost(trace) : untouched(trace);
    }

    private Verdict untouched(Trace trace) {
        if (!scope.wasRead(trace.partition(), trace.offset())) {
            return Verdict.NOT_READ;
        }
        if (trace.isOnItsWay()) {
            return Verdict.ON_ITS_WAY;
        }
        boolean comesFirst = trace.offset() < firstTouched.getOrDefault(trace.partition(), Long.MAX_VALUE);
        return comesFirst && trace.timestamp().isBefore(scope.startedAfter())
                ? Verdict.BEFORE_START
                : openOrLost(trace);
    }

    private Verdict openOrLost(Trace trace) {
        return isOlderThanTheFirst(trace) ? Verdict.LOST : Verdict.OPEN;
    }

    /** True when it has no end, though by its age it should: when exactly it was read is not recorded. */
    boolean isSuspect(Trace trace) {
        Verdict verdict = verdict(trace);
        return verdict == Verdict.LOST || (verdict == Verdict.PARKED && lacksFirstRevision(trace));
    }

    List<Offence> offences(String requestId, Trace trace) {
        List<Offence> offences = new ArrayList<>(1);
        switch (verdict(trace)) {
            case LOST -> offences.add(lost(requestId, trace));
            case PARKED, DEGRADED -> {
                if (lacksFirstRevision(trace)) {
                    offences.add(offence(
                            Offence.Kind.NO_FIRST_REVISION,
                            requestId,
                            trace,
                            "sent " + trace.timestamp() + ", " + place(trace) + ", and no revision is out"));
                } else if (now.isAfter(lastWordDue(trace))) {
                    offences.add(offence(
                            Offence.Kind.NO_LAST_WORD,
                            requestId,
                            trace,
                            "degraded " + trace.firstAnswerAt() + ", " + place(trace)
                                    + ", and no last word though it expired before " + lastWordDue(trace)));
                }
            }
            case ANSWERED, DEAD_LETTERED, OPEN, ON_ITS_WAY, NOT_READ, BEFORE_START -> {}
        }
        CallTally calls = trace.calls();
        if (calls.early() > limits.maxCalls() + calls.earlyAbandoned()) {
            offences.add(offence(
                    Offence.Kind.TOO_MANY_CALLS,
                    requestId,
                    trace,
                    calls.early() + " calls before its first revision, " + calls.earlyAbandoned()
                            + " of them ABANDONED; max-calls is " + limits.maxCalls()));
        }
        return offences;
    }

    private static Offence lost(String requestId, Trace trace) {
        String sent = "sent " + trace.timestamp() + " and read by the enricher, ";
        if (!trace.isAlert()) {
            return offence(
                    Offence.Kind.NO_DEAD_LETTER, requestId, trace, sent + "no alert, and there is no dead letter");
        }
        int calls = trace.calls().calls();
        return offence(
                Offence.Kind.LOST,
                requestId,
                trace,
                sent + (calls == 0 ? "never called for, " : calls + " calls made, ")
                        + "neither answered nor parked nor a dead letter");
    }

    private static Offence offence(Offence.Kind kind, String requestId, Trace trace, String what) {
        return new Offence(kind, trace.place(), requestId, trace.fingerprint(), what);
    }

    private static String place(Trace trace) {
        Fact.Parked parking = trace.parking();
        return parking == null ? "not parked" : "parked at " + parking.at();
    }

    private boolean lacksFirstRevision(Trace trace) {
        return !trace.hasRevision() && isOlderThanTheFirst(trace);
    }

    private boolean isOlderThanTheFirst(Trace trace) {
        return now.isAfter(trace.timestamp().plus(limits.first()));
    }

    private Instant lastWordDue(Trace trace) {
        Fact.Parked parking = trace.parking();
        Instant expires = parking == null ? trace.firstAnswerAt().plus(limits.expires()) : parking.expiresAt();
        return expires.plus(limits.afterExpiry());
    }
}
