package dev.understudy.demo.load;

import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one record.
 *
 * @param key of its alert; null when it holds several, or none that is understood
 * @param indexes place of each alert inside the body: each becomes a request, what is not understood included
 */
public record AlertText(@Nullable String key, String text, List<Integer> indexes) {
    public AlertText {
        indexes = List.copyOf(indexes);
    }

    /** Reads a body as the enricher will. */
    public static AlertText of(String text, AlertFormat format) {
        RecordRef nowhere = new RecordRef("none", 0, 0, Instant.EPOCH, 0);
        AlertBody body =
                format.read(new RawRecord(nowhere, new byte[0], text.getBytes(StandardCharsets.UTF_8), List.of()));
        List<Integer> indexes = Stream.concat(
                        body.alerts().stream().map(alert -> alert.original()),
                        body.unreadable().stream().map(alert -> alert.original()))
                .map(original -> original.origin().index())
                .sorted()
                .toList();
        boolean single = body.alerts().size() == 1 && indexes.size() == 1;
        return new AlertText(single ? body.alerts().get(0).alert().key().value() : null, text, indexes);
    }

    /** Where its alerts are once it is a record. */
    public Stream<RecordRef> places(RecordRef record) {
        return IntStream.range(0, indexes.size()).mapToObj(i -> record.withIndex(indexes.get(i)));
    }
}
