package dev.understudy.guarantees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sandbox.dialect.Completion;
import dev.understudy.sandbox.dialect.ErrorAnswer;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.dialect.PromptText;
import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.script.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** OpenAI's dialect, but the body of a 200 is whatever it was told last. The words below stand for the model's answer. */
final class OddDialect implements ScriptedDialect {
    /** Stands for a correct answer. */
    static final String CORRECT = "\"@correct\"";
    /** Stands for a correct answer whose texts hold lone surrogates. */
    static final String SURROGATES = "\"@surrogates\"";
    /** Stands for a correct answer whose texts hold NUL characters. */
    static final String NULS = "\"@nuls\"";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ScriptedDialect openAi = new OpenAiDialect();
    private volatile String body = "";

    /** The body of the answers from now on. */
    void answerWith(String changed) {
        body = changed;
    }

    @Override
    public String name() {
        return openAi.name();
    }

    @Override
    public String basePath() {
        return openAi.basePath();
    }

    @Override
    public boolean serves(String path) {
        return openAi.serves(path);
    }

    @Override
    public PromptText read(String path, JsonNode request) {
        return openAi.read(path, request);
    }

    @Override
    public byte[] answer(Completion completion) {
        String content = String.valueOf(completion.content());
        return body.replace(CORRECT, quoted(content))
                .replace(SURROGATES, odd(content, "\\ud83d \\udc4d\\ud83d"))
                .replace(NULS, odd(content, "\\u0000"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String odd(String content, String escapes) {
        return quoted(content.replaceFirst("\"summary\":\\s*\"", "$0" + escapes.replace("\\", "\\\\")));
    }

    private static String quoted(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ErrorAnswer error(Fault fault, Duration retryAfter) {
        return openAi.error(fault, retryAfter);
    }
}
