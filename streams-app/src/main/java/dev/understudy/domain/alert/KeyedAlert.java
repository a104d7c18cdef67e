package dev.understudy.domain.alert;

/**
 * A decoded alert with the record that it came from.
 *
 * @param original that record, narrowed to this alert when its body held several
 */
public record KeyedAlert(Alert alert, RawRecord original) {}
