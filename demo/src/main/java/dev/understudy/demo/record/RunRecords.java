package dev.understudy.demo.record;

import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a read_committed consumer has seen of a run. Thread-safe. */
public final class RunRecords {
    private final List<SeenAnswer> answers = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final Map<String, Integer> byProvider = new TreeMap<>();
    private final Set<String> parked = new HashSet<>();
    private final Set<String> degraded = new HashSet<>();
    private final Set<String> upgraded = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private int calls;

    /**
     * An answer and when it could be read.
     *
     * @param at when the consumer had it: committed, and on the other side of the broker
     */
    public record SeenAnswer(EnrichedIncident incident, Instant at) {
        /** The request that it answers. */
        public String requestId() {
            return incident.identity().requestId();
        }
    }

    /**
     * Counts of requests.
     *
     * @param byProvider answered by a model, by whose
     * @param parked parked at least once
     * @param waiting parked and without a last word yet
     * @param degraded first answered without a model
     * @param upgraded of these, followed by their last word: a model's answer, or that the alert is over
     */
    public record Counts(
            Map<String, Integer> byProvider, int parked, int waiting, int degraded, int upgraded, int deadLettered) {
        public Counts {
            byProvider = Map.copyOf(byProvider);
        }

        /** Answered by a model. */
        public int enriched() {
            return byProvider.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** An answer came in. */
    public synchronized void answer(EnrichedIncident incident, Instant at) {
        answers.add(new SeenAnswer(incident, at));
        String id = incident.identity().requestId();
        if (incident.revision() == 0) {
            degraded.add(id);
            return;
        }
        if (!ended.add(id)) {
            return;
        }
        if (degraded.contains(id) && incident.outcome() != EnrichmentOutcome.EXPIRED) {
            upgraded.add(id);
        }
        String provider = incident.provenance().provider();
        if (provider != null && !incident.degraded()) {
            byProvider.merge(provider, 1, Integer::sum);
        }
    }

    /** A provider was called, or refused without a call. */
    public synchronized void attempt(ProviderAttempt attempt) {
        calls += attempt.called() ? 1 : 0;
    }

    /** A request was parked. */
    public synchronized void parked(String requestId) {
        parked.add(requestId);
    }

    /** An alert was not understood, or its work threw. */
    public synchronized void deadLetter(String requestId) {
        deadLetters.add(requestId);
        ended.add(requestId);
    }

    /** Everything counted at this moment. */
    public synchronized Counts counts() {
        int waiting = (int) parked.stream().filter(id -> !ended.contains(id)).count();
        return new Counts(byProvider, parked.size(), waiting, degraded.size(), upgraded.size(), deadLetters.size());
    }

    /** True when each of these requests has its last word or a dead letter. */
    public synchronized boolean haveEnded(Collection<String> requestIds) {
        return ended.containsAll(requestIds);
    }

    /** All answers, in the order in which they were read. */
    public synchronized List<SeenAnswer> answers() {
        return List.copyOf(answers);
    }

    /** Request ids of dead letters. */
    public synchronized List<String> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** Calls to providers. */
    public synchronized int calls() {
        return calls;
    }
}
