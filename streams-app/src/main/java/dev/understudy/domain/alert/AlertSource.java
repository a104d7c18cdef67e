package dev.understudy.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * Where an alert came from.
 *
 * @param type adapter that decoded it, such as {@code alertmanager} or {@code native}
 * @param instance identity of the sender, such as the external URL of an Alertmanager
 * @param receiver receiver or contact point it was routed to
 */
public record AlertSource(
        String type, @Nullable String instance, @Nullable String receiver) {}
