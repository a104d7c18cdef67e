package dev.understudy.source;

import org.jspecify.annotations.Nullable;

/**
 * What a webhook says about all of its alerts.
 *
 * @param type adapter name; null when the alerts came without a webhook around them
 * @param instance address of the sender
 * @param truncated how many alerts the sender left out
 */
record Envelope(
        @Nullable String type,
        @Nullable String instance,
        @Nullable String receiver,
        @Nullable String groupKey,
        @Nullable String notificationReason,
        int truncated) {
    static final Envelope NONE = new Envelope(null, null, null, null, null, 0);

    /** The envelope of a webhook body; that of Grafana differs from Alertmanager's by its organisation. */
    static Envelope of(Fields body) {
        return new Envelope(
                body.has("orgId") ? "grafana" : "alertmanager",
                body.text("externalURL"),
                body.text("receiver"),
                body.text("groupKey"),
                body.text("notificationReason"),
                body.count("truncatedAlerts"));
    }
}
