package dev.understudy.domain.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was read, so that a dead letter can hold the original bytes and headers. The arrays are not
 * copied and must not be changed; two are never compared.
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(RecordRef origin, byte @Nullable [] key, byte @Nullable [] value, List<RawHeader> headers) {

    public RawRecord {
        headers = List.copyOf(headers);
    }

    /** The same record narrowed to one alert of its body. */
    public RawRecord forElement(int index, byte[] element) {
        return new RawRecord(origin.withIndex(index), key, element, headers);
    }
}
