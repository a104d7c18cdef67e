package dev.understudy.runtime.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.HttpConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The instance that runs with a configuration, as seen from its health page.
 *
 * @param address where it was looked for
 * @param answers false when none is there
 * @param providers the state of each of its providers by name
 */
public record RunningInstance(String address, boolean answers, Map<String, RunningProvider> providers) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final ObjectMapper JSON = new ObjectMapper();

    public RunningInstance {
        providers = Map.copyOf(providers);
    }

    /** Looks for it. One that does not answer within two seconds is none. */
    public static RunningInstance find(HttpConfig config) {
        String host = ANY_ADDRESS.contains(config.bind()) ? "127.0.0.1" : config.bind();
        URI page;
        try {
            page = new URI("http", null, host, config.port(), "/health/ready", null, null);
        } catch (URISyntaxException e) {
            return new RunningInstance(host, false, Map.of());
        }
        String address = "http://" + page.getRawAuthority();
        // A page that says DOWN shows its providers as well.
        JsonNode providers = config.port() == 0 ? null : get(page).get("providers");
        return providers == null || !providers.isObject()
                ? new RunningInstance(address, false, Map.of())
                : new RunningInstance(address, true, read(providers));
    }

    private static JsonNode get(URI page) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
        try {
            return JSON.readTree(client.send(
                            HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            // Nobody is there, or something else that speaks no JSON.
            return JSON.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JSON.missingNode();
        }
    }

    private static Map<String, RunningProvider> read(JsonNode providers) {
        Map<String, RunningProvider> states = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> provider : providers.properties()) {
            states.put(provider.getKey(), provider(provider.getValue()));
        }
        return states;
    }

    private static RunningProvider provider(JsonNode state) {
        return new RunningProvider(
                state.path("condition").asText("UNKNOWN"),
                instant(state, "since"),
                text(state, "reason"),
                instant(state, "nextProbe"),
                text(state, "drill"));
    }

    private static @Nullable String text(JsonNode state, String field) {
        JsonNode value = state.path(field);
        return value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable Instant instant(JsonNode state, String field) {
        String text = text(state, field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
