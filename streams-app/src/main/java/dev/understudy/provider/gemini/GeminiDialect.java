package dev.understudy.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.config.ProviderConfig;
import dev.understudy.prompt.AnswerSchema;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.dialect.EncodedRequest;
import dev.understudy.provider.dialect.JsonFields;
import dev.understudy.provider.dialect.JsonReply;
import dev.understudy.provider.dialect.Reply;
import dev.understudy.provider.dialect.VersionedPath;
import dev.understudy.provider.http.HttpReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generate content ({@code POST /v1beta/models/{model}:generateContent}), as Google defines it. Extra fields of the
 * configuration win over ours; those under {@code generationConfig} are joined with ours.
 *
 * <p>Structured output: {@code schema} sends {@code responseJsonSchema}, which takes our JSON schema as it is (since the
 * 2.5 generation; the older {@code responseSchema} knows neither {@code additionalProperties} nor lists of types),
 * {@code json} only the media type, {@code prompt} nothing.
 */
public final class GeminiDialect implements Dialect {
    private static final String TOKENS_FIELD = "maxOutputTokens";
    private static final String GENERATION_CONFIG = "generationConfig";

    private final AnswerSchema schema = AnswerSchema.current();

    @Override
    public EncodedRequest encode(ChatRequest request, ProviderConfig provider, @Nullable String key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        text(body.putObject("systemInstruction"), request.prompt().system());
        ObjectNode message = body.putArray("contents").addObject().put("role", "user");
        text(message, request.prompt().user());
        ObjectNode generation = generation(provider);
        JsonFields.add(body, provider.body());
        if (body.get(GENERATION_CONFIG) instanceof ObjectNode configured) {
            generation.setAll(configured);
        }
        body.set(GENERATION_CONFIG, generation);
        return new EncodedRequest(
                VersionedPath.of(provider.baseUrl(), "/v1beta", "/models/" + provider.model() + ":generateContent"),
                key == null ? Map.of() : Map.of("x-goog-api-key", key),
                JsonFields.bytes(body));
    }

    private static void text(ObjectNode content, String text) {
        content.putArray("parts").addObject().put("text", text);
    }

    private ObjectNode generation(ProviderConfig provider) {
        ObjectNode generation = JsonNodeFactory.instance.objectNode();
        String tokensField = provider.maxOutputTokensField();
        generation.put(tokensField == null ? TOKENS_FIELD : tokensField, provider.maxOutputTokens());
        if (provider.temperature() != null) {
            generation.put("temperature", provider.temperature());
        }
        switch (provider.structuredOutput()) {
            case SCHEMA ->
                generation
                        .put("responseMimeType", "application/json")
                        .<JsonNode>set("responseJsonSchema", schema.sent());
            case JSON -> generation.put("responseMimeType", "application/json");
            case PROMPT -> {}
        }
        return generation;
    }

    @Override
    public Reply decode(HttpReply reply) {
        return reply.isSuccess()
                ? JsonReply.decode(reply, content -> GeminiContent.reply(reply, content))
                : GeminiError.reply(reply);
    }
}
