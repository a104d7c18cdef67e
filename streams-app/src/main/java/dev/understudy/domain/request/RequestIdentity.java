package dev.understudy.domain.request;

import dev.understudy.domain.alert.RecordRef;

/**
 * Which request this is.
 *
 * @param requestId UUID version 5 of topic, partition, offset and index, so that a crash derives the same again
 * @param incidentId groups the events of one firing episode
 * @param key Kafka key of all its records
 * @param sequence orders the events of one key
 * @param origin input record
 */
public record RequestIdentity(String requestId, String incidentId, String key, long sequence, RecordRef origin) {}
