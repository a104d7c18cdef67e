package dev.understudy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;

/** A record of {@code incidents.dead-letter}. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    /** All that were read so far. */
    public static List<DeadLetter> of(TopicWatch watch) {
        return watch.records(Topics.DEAD_LETTER).stream().map(DeadLetter::new).toList();
    }

    /** The name of the reason. */
    public String reason() {
        return header("error.reason");
    }

    /** The reason for humans. */
    public String message() {
        return header("error.message");
    }

    /** The value as it was sent, or its first part. */
    public byte[] value() {
        return record.value();
    }

    /** True when it tells of the record at this position. */
    public boolean tellsOf(RecordMetadata position) {
        return header("error.partition").equals(Integer.toString(position.partition()))
                && header("error.offset").equals(Long.toString(position.offset()));
    }

    /** The text of a header; empty when it is not there. */
    public String header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
