package dev.understudy.inflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Keeps Kafka's records in the form in which they are stored, and handed on as dead letters. */
public final class RawRecords {
    private RawRecords() {}

    /** The record that a source processor is working on. */
    public static RawRecord incoming(ProcessingContext context, Record<byte[], byte[]> record) {
        RecordMetadata position =
                context.recordMetadata().orElseThrow(() -> new IllegalStateException("a source record has a position"));
        List<RawHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RawHeader(header.key(), header.value()));
        }
        RecordRef origin = new RecordRef(
                position.topic(), position.partition(), position.offset(), Instant.ofEpochMilli(record.timestamp()), 0);
        return new RawRecord(origin, record.key(), record.value(), headers);
    }

    /** An entry of a store that cannot be read, as it is: its origin is the store. */
    public static RawRecord unreadable(String store, String key, byte @Nullable [] value) {
        RecordRef origin = new RecordRef(store, -1, -1, Instant.EPOCH, 0);
        return new RawRecord(origin, key.getBytes(UTF_8), value, List.of());
    }
}
