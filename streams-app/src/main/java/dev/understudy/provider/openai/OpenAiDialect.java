package dev.understudy.provider.openai;

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
import dev.understudy.provider.http.HttpReply;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions ({@code POST /chat/completions}), as OpenAI defines them and many others serve them. Extra fields of
 * the configuration win over ours, and an extra header over the one that carries the key.
 */
public final class OpenAiDialect implements Dialect {
    private static final String PATH = "/chat/completions";
    private static final String SCHEMA_NAME = "incident_enrichment";
    /** What OpenAI and Azure ask of newer models, and what everyone else has always known. */
    private static final String NEWER_TOKENS_FIELD = "max_completion_tokens";

    private static final String OLDER_TOKENS_FIELD = "max_tokens";

    private final AnswerSchema schema = AnswerSchema.current();

    @Override
    public EncodedRequest encode(ChatRequest request, ProviderConfig provider, @Nullable String key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", provider.model());
        body.putArray("messages")
                .add(message("system", request.prompt().system()))
                .add(message("user", request.prompt().user()));
        switch (provider.structuredOutput()) {
            case SCHEMA -> body.set("response_format", schemaFormat());
            case JSON -> body.putObject("response_format").put("type", "json_object");
            case PROMPT -> {}
        }
        body.put(tokensField(provider), provider.maxOutputTokens());
        if (provider.temperature() != null) {
            body.put("temperature", provider.temperature());
        }
        JsonFields.add(body, provider.body());
        Map<String, String> headers = new HashMap<>();
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
        }
        return new EncodedRequest(PATH, headers, JsonFields.bytes(body));
    }

    private static ObjectNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }

    private ObjectNode schemaFormat() {
        ObjectNode format = JsonNodeFactory.instance.objectNode().put("type", "json_schema");
        format.putObject("json_schema")
                .put("name", SCHEMA_NAME)
                .put("strict", true)
                .set("schema", schema.sent());
        return format;
    }

    private static String tokensField(ProviderConfig provider) {
        String configured = provider.maxOutputTokensField();
        if (configured != null) {
            return configured;
        }
        String host = provider.baseUrl().getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".openai.com") || host.endsWith(".azure.com") ? NEWER_TOKENS_FIELD : OLDER_TOKENS_FIELD;
    }

    @Override
    public Reply decode(HttpReply reply) {
        return reply.isSuccess()
                ? JsonReply.decode(reply, completion -> OpenAiCompletion.reply(reply, completion))
                : OpenAiError.reply(reply);
    }
}
