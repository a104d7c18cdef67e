package dev.understudy.prompt;

import dev.understudy.redaction.Redaction;

/**
 * The words for one call.
 *
 * @param system instructions
 * @param user the alert, fenced as data
 * @param version version of the words around the alert, see {@link PromptTexts}
 * @param hash SHA-256 of what is sent, in hex
 * @param size how long it is, and how much was left out
 * @param redaction what was taken out of the alert; needed again when the answer is there
 */
public record Prompt(String system, String user, String version, String hash, PromptSize size, Redaction redaction) {

    /** True when part of the alert or of its runbook was left out to fit. */
    public boolean inputTruncated() {
        return size.bytesCut() > 0;
    }

    /** The same with other instructions. */
    public Prompt withSystem(String other) {
        return new Prompt(other, user, version, hash, size, redaction);
    }
}
