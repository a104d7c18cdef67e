package dev.understudy.provider.call;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.StructuredOutput;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.prompt.AnswerSchema;
import dev.understudy.prompt.Prompt;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.dialect.ErrorWords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in which one provider is asked for structured output: as configured, until it turns a request down and names
 * that way; from then on the next simpler one, until the process ends. Thread-safe.
 */
final class OutputModes {
    private static final Logger LOG = LoggerFactory.getLogger(OutputModes.class);

    private final String provider;
    private final StructuredOutput configured;
    private volatile ProviderConfig inForce;

    OutputModes(String provider, ProviderConfig config) {
        this.provider = provider;
        this.configured = config.structuredOutput();
        this.inForce = config;
    }

    /** The settings to ask with. */
    ProviderConfig inForce() {
        return inForce;
    }

    /**
     * A question in the words that fit these settings. One that was written for the schema mode lacks the schema; the
     * hash of its prompt stays, because it stands for what was asked, not for how.
     */
    ChatRequest worded(ChatRequest request, ProviderConfig asked) {
        if (configured != StructuredOutput.SCHEMA || asked.structuredOutput() == StructuredOutput.SCHEMA) {
            return request;
        }
        Prompt prompt = request.prompt();
        return new ChatRequest(
                request.requestId(),
                prompt.withSystem(prompt.system() + "\n\nThe format, as a JSON schema:\n"
                        + AnswerSchema.current().sentText()),
                request.timeout());
    }

    /** The settings to ask once more with; null when the failure is about something else, or nothing is simpler. */
    @Nullable
    ProviderConfig simpler(ProviderConfig asked, Outcome.Failed failed) {
        StructuredOutput next = next(asked.structuredOutput());
        if (next == null || !namesFormat(failed)) {
            return null;
        }
        synchronized (this) {
            if (inForce.structuredOutput() == asked.structuredOutput()) {
                inForce = asked.withStructuredOutput(next);
                LOG.atWarn()
                        .addKeyValue("provider", provider)
                        .addKeyValue("said", failed.detail().message())
                        .log(
                                "The provider does not know structured-output: {}; it is asked with {} from now on.",
                                name(asked.structuredOutput()),
                                name(next));
            }
            return inForce;
        }
    }

    private static @Nullable StructuredOutput next(StructuredOutput mode) {
        return switch (mode) {
            case SCHEMA -> StructuredOutput.JSON;
            case JSON -> StructuredOutput.PROMPT;
            case PROMPT -> null;
        };
    }

    private static boolean namesFormat(Outcome.Failed failed) {
        String said = failed.detail().errorCode() + " " + failed.detail().message();
        return failed.reason() == FailureReason.BAD_REQUEST
                && ErrorWords.OUTPUT_FORMAT.in(said.toLowerCase(Locale.ROOT));
    }

    private static String name(StructuredOutput mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
