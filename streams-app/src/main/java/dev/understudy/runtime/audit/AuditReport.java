package dev.understudy.runtime.audit;

import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.client.TimeRange;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param answersWithoutAlert requests with an answer whose alert the topic does not hold any more; no offence
 * @param offences by kind; of kinds without any there is nothing
 */
public record AuditReport(
        TimeRange range,
        Sent sent,
        Ends ends,
        CallFigures calls,
        long answersWithoutAlert,
        Map<Offence.Kind, Offences> offences) {

    public AuditReport {
        offences = new LinkedHashMap<>(offences);
    }

    /**
     * What was sent.
     *
     * @param notUnderstood records, or elements of them, that are no alert
     */
    public record Sent(long alerts, long notUnderstood) {}

    /**
     * What came of it.
     *
     * @param answered by outcome of the last word
     * @param parkedIn by retry topic
     */
    public record Ends(Map<Verdict, Long> verdicts, Map<EnrichmentOutcome, Long> answered, Map<String, Long> parkedIn) {
        public Ends {
            verdicts = new LinkedHashMap<>(verdicts);
            answered = new LinkedHashMap<>(answered);
            parkedIn = new LinkedHashMap<>(parkedIn);
        }

        /** How many ended so. */
        public long of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }
    }

    /** True when every alert has an end or is on its way to one, and nothing is against the guarantees. */
    public boolean addsUp() {
        return offences.isEmpty();
    }
}
