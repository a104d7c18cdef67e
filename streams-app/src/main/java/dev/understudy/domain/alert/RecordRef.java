package dev.understudy.domain.alert;

import java.time.Instant;

/**
 * Position of an alert in Kafka.
 *
 * @param timestamp timestamp of the record
 * @param index position inside the body when one record carried several alerts
 */
public record RecordRef(String topic, int partition, long offset, Instant timestamp, int index) {

    /** The same record, another alert of its body. */
    public RecordRef withIndex(int other) {
        return new RecordRef(topic, partition, offset, timestamp, other);
    }
}
