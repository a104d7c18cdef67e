package dev.understudy.runtime.audit;

import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.client.TimeRange;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts up what a judge says about each element. Not thread-safe. */
final class Summary {
    private final Judge judge;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final Map<EnrichmentOutcome, Long> answered = new EnumMap<>(EnrichmentOutcome.class);
    private final Map<String, Long> parkedIn = new TreeMap<>();
    private final Map<Offence.Kind, Offences> offences = new EnumMap<>(Offence.Kind.class);
    private final CallFigures.Sum calls = new CallFigures.Sum();
    private long alerts;
    private long notUnderstood;

    /** @param seen offences that were seen while the facts came */
    Summary(Judge judge, Map<Offence.Kind, Offences> seen) {
        this.judge = judge;
        this.offences.putAll(seen);
    }

    void add(String requestId, Trace trace) {
        alerts += trace.isAlert() ? 1 : 0;
        notUnderstood += trace.isAlert() ? 0 : 1;
        Verdict verdict = judge.verdict(trace);
        verdicts.merge(verdict, 1L, Long::sum);
        EnrichmentOutcome lastWord = trace.lastWord();
        if (lastWord != null) {
            answered.merge(lastWord, 1L, Long::sum);
        }
        Fact.Parked parking = trace.parking();
        if (verdict == Verdict.PARKED && parking != null) {
            parkedIn.merge(parking.at().topic(), 1L, Long::sum);
        }
        if (verdict != Verdict.NOT_READ && verdict != Verdict.BEFORE_START && verdict != Verdict.DEAD_LETTERED) {
            calls.add(trace.calls());
        }
        judge.offences(requestId, trace).forEach(offence -> Offences.add(offences, offence));
    }

    AuditReport report(TimeRange range, long answersWithoutAlert) {
        return new AuditReport(
                range,
                new AuditReport.Sent(alerts, notUnderstood),
                new AuditReport.Ends(verdicts, answered, parkedIn),
                calls.figures(),
                answersWithoutAlert,
                offences);
    }
}
