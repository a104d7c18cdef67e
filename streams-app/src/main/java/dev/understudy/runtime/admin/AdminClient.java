package dev.understudy.runtime.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.config.AdminConfig;
import dev.understudy.config.ConfigException;
import dev.understudy.config.Durations;
import dev.understudy.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** Gives commands to the instance on this machine whose configuration this is. */
public final class AdminClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final Secret token;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    /**
     * A client of the instance that listens at this address; nothing is sent yet.
     *
     * @throws ConfigException when the configuration has no admin port
     */
    public AdminClient(AdminConfig config) {
        Secret configured = config.token();
        if (!config.enabled() || configured == null) {
            throw new ConfigException(
                    "admin.enabled",
                    "is false, so no instance takes commands; set it to true and admin.token to a secret, and start "
                            + "the instance anew");
        }
        this.token = configured;
        this.address = "http://" + AdminServer.LOOPBACK + ":" + config.port();
    }

    /** Begins a drill; one that is on for the same provider ends. */
    public RunningDrill start(String provider, String fault, Duration length) {
        ObjectNode body = JSON.createObjectNode();
        body.put(DrillRequest.PROVIDER, provider);
        body.put(DrillRequest.FAULT, fault);
        body.put(DrillRequest.FOR, Durations.format(length));
        return drill(send("POST", AdminServer.DRILLS, body.toString()));
    }

    /** The drills that are on. */
    public List<RunningDrill> list() {
        JsonNode drills = send("GET", AdminServer.DRILLS, "").path("drills");
        return StreamSupport.stream(drills.spliterator(), false)
                .map(AdminClient::drill)
                .toList();
    }

    /** Ends the drill of a provider. */
    public RunningDrill stop(String provider) {
        return drill(send("DELETE", AdminServer.DRILLS + "/" + provider, ""));
    }

    private static RunningDrill drill(JsonNode json) {
        return new RunningDrill(
                json.path("provider").asText(),
                json.path("fault").asText(),
                json.path("outcome").asText(),
                Instant.parse(json.path("since").asText()),
                Instant.parse(json.path("until").asText()));
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .header("Authorization", AdminGuard.SCHEME + token.reveal().strip())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return read(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AdminException("admin: no instance answers at " + address
                    + "; is one running on this machine, with this configuration?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException("admin: interrupted while waiting for " + address);
        }
    }

    private URI uri(String path) {
        try {
            return new URI(
                    "http",
                    null,
                    URI.create(address).getHost(),
                    URI.create(address).getPort(),
                    path,
                    null,
                    null);
        } catch (java.net.URISyntaxException e) {
            throw new ConfigException(DrillRequest.PROVIDER, "is no name: " + path);
        }
    }

    private JsonNode read(HttpResponse<String> response) {
        JsonNode json = json(response.body());
        String error = json.path(AdminErrors.FIELD).asText("");
        int status = response.statusCode();
        if (status / 100 == 2 && json.isObject()) {
            return json;
        }
        if (status == 401) {
            throw new ConfigException(
                    "admin.token",
                    "is not the one of the instance at " + address + "; name the configuration that it runs with");
        }
        int colon = error.indexOf(": ");
        if (status == 400 && colon > 0) {
            throw new ConfigException(error.substring(0, colon), error.substring(colon + 2));
        }
        throw new AdminException(
                error.isEmpty()
                        ? "admin: what answers at " + address + " is no Understudy (status " + status
                                + "); look at admin.port"
                        : error);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
