package dev.understudy.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an alert began, ended and reached us, in milliseconds of precision.
 *
 * @param startsAt start of the firing episode; null when the source does not say
 * @param endsAt its end; null while firing
 * @param receivedAt when the pipeline accepted the event
 */
public record AlertTimes(
        @Nullable Instant startsAt, @Nullable Instant endsAt, Instant receivedAt) {}
