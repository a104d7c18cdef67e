package dev.understudy.inflight.emission;

import dev.understudy.domain.alert.RawHeader;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record ready to be written. Serialised before anything is stored, so that a record that does not fit is found out
 * while it can still be told apart.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Output(String topic, byte @Nullable [] key, byte @Nullable [] value, List<RawHeader> headers) {

    /** The record to forward, written at this time. */
    public <K, V> Record<K, V> asRecord(K recordKey, V recordValue, long timestamp) {
        Record<K, V> record = new Record<>(recordKey, recordValue, timestamp);
        headers.forEach(header -> record.headers().add(header.key(), header.value()));
        return record;
    }
}
