package dev.understudy.runtime.replay;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects questions that were missed, each once, however often it was asked. Thread-safe. */
final class MissedQuestions {
    /** Whoever misses more does not read their names. */
    static final int MOST = 10_000;

    private static final Comparator<MissedQuestion> ORDER = Comparator.comparing(MissedQuestion::alertName)
            .thenComparing(MissedQuestion::provider)
            .thenComparing(MissedQuestion::requestId);

    private final Set<MissedQuestion> named = new HashSet<>();
    private long calls;

    synchronized void add(MissedQuestion question) {
        calls++;
        if (named.size() < MOST) {
            named.add(question);
        }
    }

    synchronized long calls() {
        return calls;
    }

    synchronized List<MissedQuestion> all() {
        return named.stream().sorted(ORDER).toList();
    }
}
