package dev.understudy.runtime.replay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Request and revision of an answer, as the header {@code ce_id} tells them, so that no value needs to be decoded. */
record AnswerId(String requestId, int revision) {

    /** That of a record; null when it has none. */
    static @Nullable AnswerId of(ConsumerRecord<byte[], byte[]> record) {
        String id = text(record, "ce_id");
        int slash = id.lastIndexOf('/');
        try {
            return slash < 1 ? null : new AnswerId(id.substring(0, slash), Integer.parseInt(id.substring(slash + 1)));
        } catch (NumberFormatException foreign) {
            return null;
        }
    }

    /** The text of a header; empty without it. */
    static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
