package dev.understudy.prompt;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.StructuredOutput;
import dev.understudy.domain.alert.Alert;
import dev.understudy.redaction.RedactedAlert;
import dev.understudy.redaction.Redactor;
import java.nio.charset.StandardCharsets;

/**
 * Writes the words for one call. Thread-safe.
 *
 * <p>The alert is fenced as data: the token of the fence is an HMAC of the request, so that whoever writes alert texts
 * cannot know it, and it is drawn again should the text hold it. The same request gets the same words again, also after
 * a crash. The hash is taken with a constant in the token's place, so that equal questions hash equal.
 *
 * <p>What a model is not to see is taken out first, before anything is cut, so that no half of a secret is left.
 *
 * <p>A token is estimated as 3.5 bytes of UTF-8, which is near the mark for English and errs towards shorter prompts
 * for most other scripts. What exceeds the provider's window is cut from the least useful end.
 */
public final class PromptRenderer {
    private static final String TEMPLATE = "incident-prompt.txt";
    private static final String SYSTEM_MARK = "=== system ===\n";
    private static final String USER_MARK = "=== user ===\n";
    private static final String CONSTANT_FENCE = "0".repeat(16);
    private static final String CUT_NOTE = "(Part of this alert was left out because it is too long.)\n";
    private static final double BYTES_PER_TOKEN = 3.5;
    /** Even a window that the instructions fill leaves room for a name and a severity. */
    private static final long LEAST_ALERT_BYTES = 400;

    private final byte[] installSecret;
    private final Redactor redactor;
    private final AnswerSchema schema;
    private final String version;
    private final String system;
    private final String user;

    /** With the default redaction. */
    public PromptRenderer(byte[] installSecret) {
        this(installSecret, Redactor.standard());
    }

    /** With the template and the schema of this release; the secret is that of the installation. */
    public PromptRenderer(byte[] installSecret, Redactor redactor) {
        this.installSecret = installSecret.clone();
        this.redactor = redactor;
        this.schema = AnswerSchema.current();
        String template = Resources.text(TEMPLATE);
        this.version = Digests.version(template);
        int userStart = template.indexOf(USER_MARK);
        this.system = template.substring(SYSTEM_MARK.length(), userStart).strip();
        this.user = template.substring(userStart + USER_MARK.length()).strip();
    }

    /** Version of the template: the beginning of the SHA-256 of its bytes, in hex. */
    public String version() {
        return version;
    }

    /** The words that ask this provider about this alert. */
    public Prompt render(Alert alert, String requestId, ProviderConfig provider) {
        return render(alert, requestId, provider, provider.maxInputTokens());
    }

    /** The same within a number of tokens. */
    public Prompt render(Alert alert, String requestId, ProviderConfig provider, int maxInputTokens) {
        String instructions = system.replace("{{schema}}", schemaPart(provider.structuredOutput()))
                .strip();
        long overhead = (long) utf8Length(instructions) + utf8Length(user) + CUT_NOTE.length();
        long window = (long) (maxInputTokens * BYTES_PER_TOKEN);
        RedactedAlert redacted = redactor.redact(alert);
        BoundedText bounded = AlertText.of(redacted.alert(), Math.max(LEAST_ALERT_BYTES, window - overhead));
        String text = (bounded.isTruncated() ? bounded + CUT_NOTE : bounded.toString()).strip();
        String fence = fence(requestId, text);
        return new Prompt(
                fenced(instructions, "", fence),
                fenced(user, text, fence),
                version,
                Digests.sha256(fenced(instructions, "", CONSTANT_FENCE) + '\0' + fenced(user, text, CONSTANT_FENCE)),
                bounded.isTruncated(),
                redacted.redaction());
    }

    private String schemaPart(StructuredOutput mode) {
        return mode == StructuredOutput.SCHEMA ? "" : "\nThe format, as a JSON schema:\n" + schema.sentText();
    }

    /** The fence goes in first, so that the alert's own text is never searched for placeholders. */
    private static String fenced(String template, String alert, String fence) {
        return template.replace("{{fence}}", fence).replace("{{alert}}", alert);
    }

    private String fence(String requestId, String text) {
        for (int attempt = 0; ; attempt++) {
            String fence =
                    Digests.hmac(installSecret, requestId + '#' + attempt).substring(0, CONSTANT_FENCE.length());
            if (!text.contains(fence)) {
                return fence;
            }
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
