package dev.understudy.source;

import dev.understudy.source.json.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What stands around an alert, and holds for it unless it says otherwise.
 *
 * @param type adapter name; null when the alert came without anything around it
 * @param instance identity of the sender
 * @param event the CloudEvent that everything came in
 */
record Envelope(
        @Nullable String type,
        @Nullable String instance,
        @Nullable String receiver,
        @Nullable String groupKey,
        @Nullable String notificationReason,
        @Nullable CloudEvent event) {
    static final Envelope NONE = of(null, null);

    static Envelope of(@Nullable String type, @Nullable String instance) {
        return new Envelope(type, instance, null, null, null, null);
    }

    /** That of a webhook body; Grafana's differs from Alertmanager's by its organisation. */
    static Envelope ofWebhook(Fields body) {
        return new Envelope(
                body.has("orgId") ? "grafana" : "alertmanager",
                body.text("externalURL"),
                body.text("receiver"),
                body.text("groupKey"),
                body.text("notification_reason", "notificationReason"),
                null);
    }

    /** The same inside of an event, which is then the sender. */
    Envelope within(@Nullable CloudEvent outer) {
        return outer == null
                ? this
                : new Envelope("cloudevents", outer.source(), receiver, groupKey, notificationReason, outer);
    }
}
