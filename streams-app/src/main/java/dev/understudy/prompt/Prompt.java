package dev.understudy.prompt;

import dev.understudy.domain.alert.Alert;
import dev.understudy.redaction.Redaction;

/**
 * The words for one call.
 *
 * @param system instructions
 * @param user the alert, fenced as data
 * @param version version of the words around the alert, see {@link PromptTexts}
 * @param hash SHA-256 of what is asked, in hex: equal whenever the same alert is asked about in the same words of the
 *     same provider, see {@link PromptRenderer}
 * @param size how long it is, and how much was left out
 * @param redaction what was taken out of the alert; needed again when the answer is there
 * @param alert the alert as a model may see it
 * @param fence the token of the fence
 */
public record Prompt(
        String system,
        String user,
        String version,
        String hash,
        PromptSize size,
        Redaction redaction,
        Alert alert,
        String fence) {
    /** What stands in the place of the token wherever it must not matter: as long as any. */
    static final String CONSTANT_FENCE = "0".repeat(16);

    /** True when part of the alert or of its runbook was left out to fit. */
    public boolean inputTruncated() {
        return size.bytesCut() > 0;
    }

    /** The same with other instructions. */
    public Prompt withSystem(String other) {
        return new Prompt(other, user, version, hash, size, redaction, alert, fence);
    }

    /** The same with a constant for the token, which belongs to one call and to nobody who reads of it. */
    public Prompt withConstantFence() {
        return new Prompt(
                system.replace(fence, CONSTANT_FENCE),
                user.replace(fence, CONSTANT_FENCE),
                version,
                hash,
                size,
                redaction,
                alert,
                CONSTANT_FENCE);
    }
}
