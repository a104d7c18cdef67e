package dev.understudy.domain.alert;

import java.util.List;

/**
 * What the body of one record holds. A bad element never spoils the good ones.
 *
 * @param alerts the alerts that were understood, in order
 * @param unreadable the elements that were not; a body of which nothing is understood is one such element
 * @param truncated how many alerts the sender says it left out
 * @param ignored how many elements are about no alert and are not meant to be, such as a silence that was made
 */
public record AlertBody(List<KeyedAlert> alerts, List<UnreadableAlert> unreadable, int truncated, int ignored) {

    public AlertBody {
        alerts = List.copyOf(alerts);
        unreadable = List.copyOf(unreadable);
    }

    /** A body that speaks of alerts only. */
    public AlertBody(List<KeyedAlert> alerts, List<UnreadableAlert> unreadable, int truncated) {
        this(alerts, unreadable, truncated, 0);
    }

    /** A body of which nothing is understood. */
    public static AlertBody unreadable(RawRecord record, UnreadableReason reason, String message) {
        return new AlertBody(List.of(), List.of(new UnreadableAlert(record, reason, message)), 0);
    }
}
