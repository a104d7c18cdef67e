package dev.understudy.policy;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.attempt.TokenEstimate;
import java.util.Map;
import java.util.stream.Stream;

/** How long the prompt about an alert will be, before it is written and secrets are taken out of it. */
final class PromptEstimate {
    /** Instructions, schema, and what stands around the alert, of the shipped template. */
    private static final long INSTRUCTION_BYTES = 3_800;
    /** Name, dates, and what stands around each entry. */
    private static final long HEADING_BYTES = 250;

    private static final long BYTES_PER_LINE = 5;
    private static final int BYTES_PER_VALUE = 8;

    private PromptEstimate() {}

    /** Tokens of the prompt when nothing of the alert is left out. */
    static long tokens(Alert alert) {
        return TokenEstimate.ofBytes(bytes(alert));
    }

    /** Bytes of the prompt when nothing of the alert is left out. */
    static long bytes(Alert alert) {
        String more = alert.description().equals(alert.summary()) ? "" : alert.description();
        long texts = Stream.concat(
                        Stream.of(alert.name(), alert.summary(), more),
                        alert.place().parts().stream().flatMap(Stream::ofNullable))
                .mapToLong(TokenEstimate::bytes)
                .sum();
        long values = alert.values().keySet().stream()
                .mapToLong(name -> TokenEstimate.bytes(name) + BYTES_PER_VALUE + BYTES_PER_LINE)
                .sum();
        long links = alert.links().stream().mapToLong(PromptEstimate::bytes).sum();
        return INSTRUCTION_BYTES
                + HEADING_BYTES
                + texts
                + values
                + links
                + bytes(alert.labels())
                + bytes(alert.otherAnnotations());
    }

    private static long bytes(Link link) {
        return TokenEstimate.bytes(link.rel()) + TokenEstimate.bytes(link.href()) + BYTES_PER_LINE;
    }

    private static long bytes(Map<String, String> entries) {
        return entries.entrySet().stream()
                .mapToLong(entry ->
                        TokenEstimate.bytes(entry.getKey()) + TokenEstimate.bytes(entry.getValue()) + BYTES_PER_LINE)
                .sum();
    }
}
