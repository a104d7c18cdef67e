package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.Remains;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * What must hold when the blows are over: each alert answered, no revision twice, neither for who read meanwhile nor for
 * who reads afterwards, nothing left in stores and transactions, and the operator's own {@code audit} adds up.
 */
final class Aftermath {
    /** Transactions of the dead end by their timeout of 10 s, which the broker looks after every 10 s. */
    private static final Duration TRANSACTIONS_END = Duration.ofSeconds(25);

    private Aftermath() {}

    /** Checks all that, and prints the figures under this heading. Call it when no instance works any more. */
    static void verify(String heading, Installation installation, LiveReader during, Collection<String> sent) {
        Map<String, Integer> calls = calls(during);
        Figures.row(
                heading,
                "%,d alerts, %,d with a last word, %d lost, %d duplicates, %d dead letters; last words %s; calls for an alert %s; attempts %s"
                        .formatted(
                                sent.size(),
                                during.done(),
                                lost(sent, during).size(),
                                during.duplicates().size(),
                                during.deadLetters(),
                                during.answers().stream()
                                        .filter(answer -> answer.revision() == 1)
                                        .collect(Collectors.groupingBy(
                                                LiveReader.Answer::outcome, TreeMap::new, Collectors.counting())),
                                histogram(calls),
                                during.attempts().stream()
                                        .collect(Collectors.groupingBy(
                                                LiveReader.Attempt::outcome, TreeMap::new, Collectors.counting()))));
        assertThat(lost(sent, during)).as("lost").isEmpty();
        assertThat(during.answered(1)).as("answers to what was sent").hasSameSizeAs(sent);
        assertThat(during.duplicates()).as("seen twice during the blows").isEmpty();
        assertThat(during.deadLetters()).as("dead letters").isZero();

        Remains remains = new Remains(installation.sandbox().broker());
        Awaitility.await("no open transaction")
                .atMost(TRANSACTIONS_END)
                .untilAsserted(() -> assertThat(remains.openTransactions()).isEmpty());
        try (LiveReader after = LiveReader.start(installation.config())) {
            after.await(
                    "the same for who reads afterwards", Duration.ofSeconds(60), seen -> seen.done() == sent.size());
            assertThat(lost(sent, after)).as("lost for who reads afterwards").isEmpty();
            assertThat(after.duplicates()).as("there twice afterwards").isEmpty();
        }
        assertThat(remains.entries()).as("left in the stores").isEmpty();
        CommandRun audit = CommandRun.here(
                Map.of(), "audit", "--config", installation.file("audit", 0).toString(), "--slack", "1s");
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
    }

    private static Set<String> lost(Collection<String> sent, LiveReader reader) {
        Set<String> lost = new HashSet<>(sent);
        lost.removeAll(reader.answered(1));
        return lost;
    }

    /** Calls by request, as the attempts tell; those that a crash took the record of are told as ABANDONED. */
    private static Map<String, Integer> calls(LiveReader reader) {
        Map<String, Integer> calls = new HashMap<>();
        reader.attempts().stream()
                .filter(LiveReader.Attempt::called)
                .forEach(attempt -> calls.merge(attempt.requestId(), 1, Integer::sum));
        return calls;
    }

    private static Map<Integer, Long> histogram(Map<String, Integer> calls) {
        return calls.values().stream()
                .collect(Collectors.groupingBy(count -> count, TreeMap::new, Collectors.counting()));
    }
}
