package dev.understudy.provider.anthropic;

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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages ({@code POST /v1/messages}), as Anthropic defines them. Extra fields of the configuration win over ours, and
 * an extra header over ours of the same name.
 *
 * <p>Structured output has two ways here. {@code schema} sends {@code output_config.format}: the vendor holds the model
 * to the schema while it writes, also while it thinks, on every model since the 4.5 generation. {@code json} forces the
 * model to call one tool whose input is the answer: every model since the third generation can do so, and most gateways
 * pass it on, but nothing holds the input to the schema, and it excludes extended thinking. {@code prompt} sends
 * neither.
 */
public final class AnthropicDialect implements Dialect {
    static final String TOOL = "record_incident_enrichment";

    private static final String API_VERSION = "2023-06-01";
    private static final String TOKENS_FIELD = "max_tokens";

    private final AnswerSchema schema = AnswerSchema.current();

    @Override
    public EncodedRequest encode(ChatRequest request, ProviderConfig provider, @Nullable String key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String tokensField = provider.maxOutputTokensField();
        body.put("model", provider.model());
        body.put(tokensField == null ? TOKENS_FIELD : tokensField, provider.maxOutputTokens());
        body.put("system", request.prompt().system());
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", request.prompt().user());
        switch (provider.structuredOutput()) {
            case SCHEMA ->
                body.putObject("output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", schema.sent());
            case JSON -> forceTool(body);
            case PROMPT -> {}
        }
        if (provider.temperature() != null) {
            body.put("temperature", provider.temperature());
        }
        JsonFields.add(body, provider.body());
        return new EncodedRequest(
                VersionedPath.of(provider.baseUrl(), "/v1", "/messages"), headers(key), JsonFields.bytes(body));
    }

    private void forceTool(ObjectNode body) {
        body.putArray("tools")
                .addObject()
                .put("name", TOOL)
                .put("description", "Records what the alert means.")
                .set("input_schema", schema.sent());
        body.putObject("tool_choice").put("type", "tool").put("name", TOOL);
    }

    private static Map<String, String> headers(@Nullable String key) {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", API_VERSION);
        if (key != null) {
            headers.put("x-api-key", key);
        }
        return headers;
    }

    @Override
    public Reply decode(HttpReply reply) {
        return reply.isSuccess()
                ? JsonReply.decode(reply, message -> AnthropicMessage.reply(reply, message))
                : AnthropicError.reply(reply);
    }
}
