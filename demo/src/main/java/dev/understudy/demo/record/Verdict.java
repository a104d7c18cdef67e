package dev.understudy.demo.record;

import dev.understudy.demo.load.SentAlert;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of the alerts that were sent, from nothing but their ids and what the topics hold.
 *
 * @param lost sent, and neither answered nor a dead letter
 * @param duplicates {@code id/revision} of answers that occur again, ids of dead letters that occur again or were also
 *     answered, and answers to what nobody sent
 * @param unfinished answered without a model, and never followed by a last word
 */
public record Verdict(List<String> lost, List<String> duplicates, List<String> unfinished) {
    public Verdict {
        lost = List.copyOf(lost);
        duplicates = List.copyOf(duplicates);
        unfinished = List.copyOf(unfinished);
    }

    /** Compares what was sent with what is in the topics. */
    public static Verdict of(Collection<SentAlert> sent, RunRecords records) {
        Set<String> ids = new LinkedHashSet<>();
        sent.forEach(alert -> ids.add(alert.requestId()));
        Set<String> answered = new TreeSet<>();
        Set<String> finished = new TreeSet<>();
        Map<String, Integer> counts = new HashMap<>();
        for (RunRecords.SeenAnswer answer : records.answers()) {
            answered.add(answer.requestId());
            if (answer.incident().revision() > 0) {
                finished.add(answer.requestId());
            }
            counts.merge(answer.requestId() + "/" + answer.incident().revision(), 1, Integer::sum);
        }
        Set<String> dead = new TreeSet<>(records.deadLetters());
        records.deadLetters().forEach(id -> counts.merge(id + "/dead-letter", 1, Integer::sum));

        Set<String> duplicates = new TreeSet<>();
        counts.forEach((what, count) -> {
            if (count > 1) {
                duplicates.add(what + " occurs " + count + " times");
            }
        });
        finished.stream().filter(dead::contains).forEach(id -> duplicates.add(id + " is answered and a dead letter"));
        answered.stream().filter(id -> !ids.contains(id)).forEach(id -> duplicates.add(id + " was never sent"));
        return new Verdict(
                ids.stream()
                        .filter(id -> !answered.contains(id) && !dead.contains(id))
                        .toList(),
                List.copyOf(duplicates),
                answered.stream()
                        .filter(id -> !finished.contains(id) && !dead.contains(id))
                        .toList());
    }

    /** Nothing is wrong. */
    public boolean isGood() {
        return lost.isEmpty() && duplicates.isEmpty() && unfinished.isEmpty();
    }
}
