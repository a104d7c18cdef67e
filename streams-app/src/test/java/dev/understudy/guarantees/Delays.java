package dev.understudy.guarantees;

import dev.understudy.testing.LiveReader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** From the send of alerts to their first answers being visible, the shortest first. */
record Delays(List<Duration> sorted) {
    /** Of these alerts, each of which has an answer. */
    static Delays ofFirstAnswers(LiveReader reader, Collection<String> sent) {
        return new Delays(reader.first(sent).values().stream()
                .map(LiveReader.Answer::delay)
                .sorted()
                .toList());
    }

    /** So many percent took at most this long. */
    Duration percentile(int percent) {
        return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }

    Duration longest() {
        return sorted.get(sorted.size() - 1);
    }

    @Override
    public String toString() {
        return String.format(
                "p50 %,d ms, p99 %,d ms, longest %,d ms",
                percentile(50).toMillis(), percentile(99).toMillis(), longest().toMillis());
    }
}
