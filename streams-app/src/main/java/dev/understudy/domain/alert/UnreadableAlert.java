package dev.understudy.domain.alert;

/**
 * A record, or one element of its body, that is no alert.
 *
 * @param original the record, narrowed to the element when its body holds several
 * @param message what is wrong and where; never holds contents of the record
 */
public record UnreadableAlert(RawRecord original, UnreadableReason reason, String message) {}
