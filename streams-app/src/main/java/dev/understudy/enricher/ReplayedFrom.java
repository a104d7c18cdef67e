package dev.understudy.enricher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a replayed alert that tells its place in {@code incidents}, and with it the request id that it had there:
 * answers before and after join by it.
 */
public final class ReplayedFrom {
    /** Its name; the value is partition, offset, index in the body and time of the record: {@code 3-17-0-1773453120000}. */
    public static final String HEADER = "understudy-replayed-from";

    private static final Pattern PLACE = Pattern.compile("(\\d{1,9})-(\\d{1,18})-(\\d{1,9})-(\\d{1,15})");

    private ReplayedFrom() {}

    /** The header of an alert that was there. */
    public static RawHeader header(RecordRef origin) {
        String place = origin.partition() + "-" + origin.offset() + "-" + origin.index() + "-"
                + origin.timestamp().toEpochMilli();
        return new RawHeader(HEADER, place.getBytes(UTF_8));
    }

    /** The place that the value of a header names; empty when it names none. */
    public static Optional<RecordRef> parse(byte[] value) {
        Matcher place = PLACE.matcher(new String(value, UTF_8));
        return place.matches()
                ? Optional.of(new RecordRef(
                        Topics.INCIDENTS,
                        Integer.parseInt(place.group(1)),
                        Long.parseLong(place.group(2)),
                        Instant.ofEpochMilli(Long.parseLong(place.group(4))),
                        Integer.parseInt(place.group(3))))
                : Optional.empty();
    }

    /** Where a replayed record was in {@code incidents}; its own place when it does not tell. */
    static RecordRef of(RawRecord record) {
        return record.headers().stream()
                .filter(header -> header.key().equals(HEADER))
                .map(RawHeader::value)
                .filter(Objects::nonNull)
                .flatMap(value -> parse(value).stream())
                .findFirst()
                .orElse(record.origin());
    }
}
