package dev.understudy.domain.alert;

import org.jspecify.annotations.Nullable;

/** A Kafka record header. The bytes are not copied and must not be changed. */
@SuppressWarnings("ArrayRecordComponent")
public record RawHeader(String key, byte @Nullable [] value) {}
