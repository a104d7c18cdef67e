package dev.understudy.gateway.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the alerts of one body.
 *
 * @param accepted how many Kafka has acknowledged
 * @param refused those that were no alerts, or too long, by their position
 * @param truncated how many the sender says it left out
 * @param ignored how many elements are about no alert, and are not meant to be
 * @param fingerprint of the first alert that was accepted
 * @param delivered false when Kafka did not acknowledge each good alert in time
 */
public record Receipt(
        int accepted,
        List<Refused> refused,
        int truncated,
        int ignored,
        @Nullable String fingerprint,
        boolean delivered) {

    public Receipt {
        refused = List.copyOf(refused);
    }

    /** Nothing is known to be there: the sender has to come again. */
    public static Receipt undelivered(List<Refused> refused) {
        return new Receipt(0, refused, 0, 0, null, false);
    }

    /**
     * An element that is not taken, and would not be if it came again.
     *
     * @param index position in the body
     * @param reason name of an UnreadableReason
     * @param message what is wrong and where; no contents
     */
    public record Refused(int index, String reason, String message) {}
}
