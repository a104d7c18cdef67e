package dev.understudy.demo.record;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.demo.load.SentAlert;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of a run, all from its records.
 *
 * @param sent alerts that the broker acknowledged
 * @param enriched alerts that a model answered
 * @param degraded alerts first answered without a model
 * @param upgraded of these, followed by their last word
 * @param superseded of the upgraded ones, those whose alert was over before a model could answer
 * @param closed alerts that needed no model: they say that an alert is over, or were over before an answer
 * @param calls calls to providers, failed ones included
 * @param byProvider enriched, by provider
 * @param failoverMillis for alerts of the second act whose first call failed and that another provider answered before any
 *     degraded answer: from the start of the failed call to the moment when the answer could be read
 * @param addedMillis for alerts of the first act answered by the first call: from the send to the moment when the answer
 *     could be read, without the provider's own time
 */
public record DemoReport(
        int sent,
        int enriched,
        int degraded,
        int upgraded,
        int superseded,
        int closed,
        int deadLettered,
        int lost,
        int duplicates,
        int unfinished,
        int calls,
        Map<String, Integer> byProvider,
        Spread failoverMillis,
        Spread addedMillis) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Draws up the figures.
     *
     * @param all what the topics hold
     * @param live the same as it was read while the run went on
     */
    public static DemoReport of(Collection<SentAlert> sent, RunRecords all, RunRecords live, Verdict verdict) {
        RunRecords.Counts counts = all.counts();
        return new DemoReport(
                sent.size(),
                counts.enriched(),
                counts.degraded(),
                counts.upgraded(),
                superseded(all),
                (int) all.answers().stream().filter(DemoReport::isClosed).count(),
                counts.deadLettered(),
                verdict.lost().size(),
                verdict.duplicates().size(),
                verdict.unfinished().size(),
                all.calls(),
                new TreeMap<>(counts.byProvider()),
                Spread.of(failovers(sent, live)),
                Spread.of(added(sent, live)));
    }

    private static boolean isClosed(RunRecords.SeenAnswer answer) {
        EnrichmentOutcome outcome = answer.incident().outcome();
        return outcome == EnrichmentOutcome.RESOLVED || outcome == EnrichmentOutcome.SUPERSEDED;
    }

    private static int superseded(RunRecords all) {
        Set<String> degraded = degraded(all);
        return (int) all.answers().stream()
                .filter(answer -> answer.incident().outcome() == EnrichmentOutcome.SUPERSEDED)
                .filter(answer -> degraded.contains(answer.requestId()))
                .count();
    }

    private static Set<String> degraded(RunRecords records) {
        return records.answers().stream()
                .filter(answer -> answer.incident().revision() == 0)
                .map(RunRecords.SeenAnswer::requestId)
                .collect(Collectors.toSet());
    }

    private static List<Long> failovers(Collection<SentAlert> sent, RunRecords live) {
        Map<String, SentAlert> second = ofAct(2, sent);
        second.keySet().removeAll(degraded(live));
        List<Long> millis = new ArrayList<>();
        for (RunRecords.SeenAnswer answer : live.answers()) {
            Optional<ProviderAttempt> first = firstCall(answer);
            if (second.containsKey(answer.requestId())
                    && isModels(answer)
                    && first.isPresent()
                    && first.get().failure() != null
                    && !first.get()
                            .provider()
                            .equals(answer.incident().provenance().provider())) {
                millis.add(
                        Duration.between(first.get().startedAt(), answer.at()).toMillis());
            }
        }
        return millis;
    }

    private static List<Long> added(Collection<SentAlert> sent, RunRecords live) {
        Map<String, SentAlert> first = ofAct(1, sent);
        List<Long> millis = new ArrayList<>();
        for (RunRecords.SeenAnswer answer : live.answers()) {
            SentAlert alert = first.get(answer.requestId());
            List<ProviderAttempt> attempts = answer.incident().provenance().attempts();
            if (alert != null
                    && isModels(answer)
                    && attempts.size() == 1
                    && attempts.get(0).failure() == null) {
                long endToEnd = Duration.between(alert.at(), answer.at()).toMillis();
                millis.add(endToEnd - attempts.get(0).latencyMillis());
            }
        }
        return millis;
    }

    private static Map<String, SentAlert> ofAct(int act, Collection<SentAlert> sent) {
        Map<String, SentAlert> alerts = new HashMap<>();
        sent.stream().filter(alert -> alert.act() == act).forEach(alert -> alerts.put(alert.requestId(), alert));
        return alerts;
    }

    private static boolean isModels(RunRecords.SeenAnswer answer) {
        return answer.incident().outcome() == EnrichmentOutcome.COMPLETE;
    }

    private static Optional<ProviderAttempt> firstCall(RunRecords.SeenAnswer answer) {
        return answer.incident().provenance().attempts().stream()
                .filter(ProviderAttempt::called)
                .findFirst();
    }

    /** Writes the figures as JSON. */
    public void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written", e);
        }
    }
}
