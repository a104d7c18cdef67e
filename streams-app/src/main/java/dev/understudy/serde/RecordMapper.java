package dev.understudy.serde;

import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A Kafka record as it was read, and the alert that was found in it, to and from Avro. */
final class RecordMapper {
    private RecordMapper() {}

    static dev.understudy.v1.RecordRef toAvro(RecordRef ref) {
        return new dev.understudy.v1.RecordRef(
                ref.topic(), ref.partition(), ref.offset(), ref.timestamp(), ref.index());
    }

    static RecordRef fromAvro(dev.understudy.v1.RecordRef avro) {
        return new RecordRef(
                avro.getTopic(), avro.getPartition(), avro.getOffset(), avro.getTimestamp(), avro.getIndex());
    }

    static dev.understudy.v1.RawRecord toAvro(RawRecord record) {
        return new dev.understudy.v1.RawRecord(
                toAvro(record.origin()),
                wrap(record.key()),
                wrap(record.value()),
                record.headers().stream()
                        .map(header -> new dev.understudy.v1.RawHeader(header.key(), wrap(header.value())))
                        .toList());
    }

    static RawRecord fromAvro(dev.understudy.v1.RawRecord avro) {
        return new RawRecord(
                fromAvro(avro.getOrigin()),
                unwrap(avro.getKey()),
                unwrap(avro.getValue()),
                avro.getHeaders().stream()
                        .map(header -> new RawHeader(header.getKey(), unwrap(header.getValue())))
                        .toList());
    }

    static dev.understudy.v1.KeyedAlert toAvro(KeyedAlert keyed) {
        return new dev.understudy.v1.KeyedAlert(AlertMapper.toAvro(keyed.alert()), toAvro(keyed.original()));
    }

    static KeyedAlert fromAvro(dev.understudy.v1.KeyedAlert avro) {
        return new KeyedAlert(AlertMapper.fromAvro(avro.getAlert()), fromAvro(avro.getOriginal()));
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static byte @Nullable [] unwrap(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
