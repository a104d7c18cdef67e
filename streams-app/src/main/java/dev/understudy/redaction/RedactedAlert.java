package dev.understudy.redaction;

import dev.understudy.domain.alert.Alert;

/**
 * A copy of an alert that may be passed on.
 *
 * @param alert the copy; the alert itself is never altered
 * @param redaction what was taken out
 * @param beside the text that goes with it, treated alike; empty when there is none
 */
public record RedactedAlert(Alert alert, Redaction redaction, String beside) {}
