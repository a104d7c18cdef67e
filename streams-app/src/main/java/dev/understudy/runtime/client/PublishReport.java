package dev.understudy.runtime.client;

import java.util.Comparator;
import java.util.List;

/**
 * What became of the lines that were published.
 *
 * @param sent records that the brokers hold
 * @param refusals what was not sent, by line
 */
public record PublishReport(long sent, List<Refusal> refusals) {

    /** A line, or a part of it, that was not sent. */
    public record Refusal(int line, String reason) {}

    public PublishReport {
        refusals =
                refusals.stream().sorted(Comparator.comparingInt(Refusal::line)).toList();
    }
}
