package dev.understudy.prompt;

import dev.understudy.redaction.Redaction;

/**
 * The words for one call.
 *
 * @param system instructions
 * @param user the alert, fenced as data
 * @param version version of the template: a hash of its bytes
 * @param hash SHA-256 of what is sent, in hex
 * @param inputTruncated true when part of the alert was left out to fit
 * @param redaction what was taken out of the alert; needed again when the answer is there
 */
public record Prompt(
        String system, String user, String version, String hash, boolean inputTruncated, Redaction redaction) {

    /** Words about an alert of which nothing was taken out. */
    public Prompt(String system, String user, String version, String hash, boolean inputTruncated) {
        this(system, user, version, hash, inputTruncated, Redaction.NONE);
    }

    /** The same with other instructions. */
    public Prompt withSystem(String other) {
        return new Prompt(other, user, version, hash, inputTruncated, redaction);
    }
}
