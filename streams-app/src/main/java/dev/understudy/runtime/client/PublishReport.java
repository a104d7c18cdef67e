package dev.understudy.runtime.client;

import dev.understudy.domain.alert.UnreadableAlert;
import java.util.Comparator;
import java.util.List;

/**
 * What became of the lines that were published.
 *
 * @param sent records that the brokers hold
 * @param refusals what was not sent, by line; each once, however often its file was sent
 */
public record PublishReport(long sent, List<Refusal> refusals) {

    /** A line, or a part of it, that was not sent. */
    public record Refusal(int line, String reason) {

        /** What was not understood of a line. */
        public static Refusal of(int line, UnreadableAlert unreadable) {
            return new Refusal(line, unreadable.reason().name() + ": " + unreadable.message());
        }
    }

    public PublishReport {
        refusals =
                refusals.stream().sorted(Comparator.comparingInt(Refusal::line)).toList();
    }
}
