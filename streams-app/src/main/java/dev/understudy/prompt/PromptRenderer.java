package dev.understudy.prompt;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.StructuredOutput;
import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.files.Placeholder;
import dev.understudy.prompt.layout.AlertText;
import dev.understudy.prompt.layout.CutText;
import dev.understudy.prompt.layout.Utf8;
import dev.understudy.redaction.RedactedAlert;
import dev.understudy.redaction.Redactor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Writes the words for one call. Thread-safe.
 *
 * <p>Alert and runbook are fenced as data: the token of the fence is an HMAC of the request, so that whoever writes alert
 * texts cannot know it, and it is drawn again should one of the texts hold it. The same request gets the same words
 * again, also after a crash. The hash is taken with a constant in the token's place, so that equal questions hash equal.
 *
 * <p>What a model is not to see is taken out first, before anything is cut, so that no half of a secret is left.
 *
 * <p>A token is estimated as the provider's bytes per token. What exceeds its window is cut from the least useful end:
 * the runbook first, then the alert as {@link AlertText} says; a note tells the model how much is missing.
 *
 * <p>The hash of a prompt leaves out what only one occasion knows: the token of the fence, how often the alert fired,
 * when it was received, and that a provider said the window is smaller than configured. So it is the same when the same
 * alert is asked about again, and an answer can be found by it.
 */
public final class PromptRenderer {
    private static final String CUT_NOTE =
            "(%d bytes of this %s were left out because it is too long; [...] marks where.)\n";
    private static final long LONGEST_NOTE = 120;
    /** Even a window that the instructions fill leaves room for a name and a severity. */
    private static final long LEAST_ALERT_BYTES = 400;
    /** A beginning shorter than this tells nothing: the runbook is left out as a whole. */
    private static final long LEAST_RUNBOOK_BYTES = 500;

    private final byte[] installSecret;
    private final Redactor redactor;
    private final PromptTexts texts;
    private final AnswerSchema schema = AnswerSchema.current();

    /** With the template that ships and the default redaction. */
    public PromptRenderer(byte[] installSecret) {
        this(installSecret, Redactor.standard(), PromptTexts.shipped());
    }

    /** With the texts of an installation; the secret is its own, too. */
    public PromptRenderer(byte[] installSecret, Redactor redactor, PromptTexts texts) {
        this.installSecret = installSecret.clone();
        this.redactor = redactor;
        this.texts = texts;
    }

    /** The version for the providers that have no template of their own; see {@link PromptTexts}. */
    public String version() {
        return texts.version();
    }

    /** The version of all words that a prompt about this alert can have beside it, whoever is asked. */
    public String wordings(Alert alert) {
        return texts.wordings(alert);
    }

    /** The words that ask this provider about this alert. */
    public Prompt render(Alert alert, String requestId, ProviderConfig provider) {
        return render(alert, PromptContext.NONE, requestId, provider, provider.maxInputTokens());
    }

    /** The same with what is known of the alert beside itself, within a number of tokens. */
    public Prompt render(
            Alert alert, PromptContext context, String requestId, ProviderConfig provider, int maxInputTokens) {
        PromptTexts.Wording wording = texts.wording(provider);
        RedactedAlert redacted = redactor.redact(alert, texts.runbook(alert));
        Words around = new Words(wording, instructions(alert, provider), "", "", 0);
        long beside = provider.structuredOutput() == StructuredOutput.SCHEMA ? Utf8.length(schema.sentText()) : 0;
        long taken = beside + Utf8.length(around.plain()) + LONGEST_NOTE;

        Words words = around.about(
                redacted,
                room -> AlertText.of(redacted.alert(), context.line(), room),
                bytes(maxInputTokens, provider) - taken);
        Words lasting = around.about(
                redacted,
                room -> AlertText.lasting(redacted.alert(), room),
                bytes(provider.maxInputTokens(), provider) - taken);

        String fence = fence(requestId, words);
        String system = words.system(fence);
        String user = words.user(fence);
        return new Prompt(
                system,
                user,
                wording.version(),
                Digests.sha256(lasting.plain()),
                new PromptSize(
                        tokens(Utf8.length(system) + 1 + Utf8.length(user) + beside, provider), words.bytesCut()),
                redacted.redaction(),
                redacted.alert(),
                fence);
    }

    private static long bytes(int tokens, ProviderConfig provider) {
        return provider.bytesPerToken().multiply(BigDecimal.valueOf(tokens)).longValue();
    }

    private static long tokens(long bytes, ProviderConfig provider) {
        return BigDecimal.valueOf(bytes)
                .divide(provider.bytesPerToken(), RoundingMode.UP)
                .longValue();
    }

    private Map<Placeholder, String> instructions(Alert alert, ProviderConfig provider) {
        Map<Placeholder, String> words = new EnumMap<>(Placeholder.class);
        words.put(
                Placeholder.SCHEMA,
                provider.structuredOutput() == StructuredOutput.SCHEMA
                        ? ""
                        : "\nThe format, as a JSON schema:\n" + schema.sentText());
        words.put(Placeholder.INSTRUCTIONS, texts.instructions(alert));
        words.put(Placeholder.LANGUAGE, texts.language());
        return words;
    }

    /** What fits behind the alert, in a room that its marker lines share. */
    private static CutText runbook(String text, long room) {
        long left = room - Words.RUNBOOK_MARKERS - LONGEST_NOTE;
        long length = Utf8.length(text);
        return length > left && left < LEAST_RUNBOOK_BYTES ? new CutText("", length) : CutText.of(text, left);
    }

    private static String withNote(CutText cut, String what) {
        return cut.bytesCut() == 0 || cut.text().isEmpty()
                ? cut.text()
                : cut.text().stripTrailing() + "\n" + CUT_NOTE.formatted(cut.bytesCut(), what);
    }

    private String fence(String requestId, Words words) {
        for (int attempt = 0; ; attempt++) {
            String fence =
                    Digests.hmac(installSecret, requestId + '#' + attempt).substring(0, Prompt.CONSTANT_FENCE.length());
            if (!words.hold(fence)) {
                return fence;
            }
        }
    }

    /** A prompt but for the token of its fence. */
    private record Words(
            PromptTexts.Wording wording,
            Map<Placeholder, String> instructions,
            String alert,
            String runbook,
            long bytesCut) {
        /** The bytes of the two lines around a runbook. */
        static final long RUNBOOK_MARKERS = 2L * ("BEGIN RUNBOOK ".length() + Prompt.CONSTANT_FENCE.length() + 1);

        /** The same about an alert and its runbook, as far as they fit into so many bytes. */
        Words about(RedactedAlert redacted, LongFunction<CutText> alertWithin, long bytes) {
            long room = Math.max(LEAST_ALERT_BYTES, bytes);
            CutText cutAlert = alertWithin.apply(room);
            String text = withNote(cutAlert, "alert").strip();
            long left = cutAlert.bytesCut() > 0 ? 0 : room - Utf8.length(text);
            CutText cutRunbook = PromptRenderer.runbook(redacted.beside(), left);
            return new Words(
                    wording,
                    instructions,
                    text,
                    withNote(cutRunbook, "runbook"),
                    cutAlert.bytesCut() + cutRunbook.bytesCut());
        }

        String system(String fence) {
            Map<Placeholder, String> words = new EnumMap<>(instructions);
            words.put(Placeholder.FENCE, fence);
            return wording.template().system(words);
        }

        String user(String fence) {
            Map<Placeholder, String> words = new EnumMap<>(Placeholder.class);
            words.put(Placeholder.FENCE, fence);
            words.put(Placeholder.ALERT, alert);
            words.put(Placeholder.CONTEXT, runbook.isEmpty() ? "" : fencedRunbook(fence));
            return wording.template().user(words);
        }

        private String fencedRunbook(String fence) {
            return "BEGIN RUNBOOK " + fence + "\n" + runbook.strip() + "\nEND RUNBOOK " + fence;
        }

        boolean hold(String fence) {
            return alert.contains(fence) || runbook.contains(fence);
        }

        /** Both sections in one, as long as with any other token. */
        String plain() {
            return system(Prompt.CONSTANT_FENCE) + '\n' + user(Prompt.CONSTANT_FENCE);
        }
    }
}
