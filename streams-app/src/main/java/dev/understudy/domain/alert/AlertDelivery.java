package dev.understudy.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * How an alert was delivered.
 *
 * @param groupKey group it was delivered in
 * @param notificationReason why the source sent it
 * @param generatorUrl expression or monitor that raised it
 * @param raw original payload, kept only when configured
 */
public record AlertDelivery(
        @Nullable String groupKey,
        @Nullable String notificationReason,
        @Nullable String generatorUrl,
        @Nullable String raw) {
    /** Nothing is known of the delivery. */
    public static final AlertDelivery NONE = new AlertDelivery(null, null, null, null);
}
