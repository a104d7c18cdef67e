package dev.understudy.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sandbox.SandboxOptions.BrokerForm;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.sandbox.script.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void heal() {
        sandbox.provider("openai").heal();
    }

    private static HttpResponse<String> send(String method, String url, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        return MAPPER.readTree(send(method, sandbox.adminUrl() + path, body).body());
    }

    private static int call() throws IOException, InterruptedException {
        return send("POST", sandbox.provider("openai").baseUrl() + "/chat/completions", "{}")
                .statusCode();
    }

    @Test
    void shouldServeEverythingWhenStarted() throws IOException, InterruptedException, ExecutionException {
        try (Admin admin = sandbox.broker().admin()) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
        assertThat(send("GET", sandbox.registry().url() + "/subjects", "").body())
                .isEqualTo("[]");
        assertThat(admin("GET", "/providers", ""))
                .extracting(provider -> provider.path("name").asText())
                .containsExactly("openai", "anthropic", "gemini");
        assertThat(call()).isEqualTo(200);
    }

    @Test
    void shouldListenOnEveryAddressWhenToldTo() throws IOException, InterruptedException {
        try (Sandbox open = Sandbox.start(SandboxOptions.ephemeral()
                .withBroker(SandboxOptions.BrokerForm.NONE)
                .boundTo("0.0.0.0"))) {
            for (String url : List.of(
                    open.registry().url() + "/subjects",
                    open.adminUrl() + "/faults",
                    open.provider("openai").baseUrl())) {
                // Another loopback address, where nobody listens who listens on localhost.
                assertThat(send("GET", url.replace("localhost", "127.0.0.2"), "")
                                .statusCode())
                        .isIn(200, 404);
                assertThat(send("GET", url, "").statusCode()).isIn(200, 404);
            }
        }
    }

    @Test
    void shouldSwitchFaultsOverHttp() throws IOException, InterruptedException {
        JsonNode changed = admin(
                "PUT",
                "/providers/openai",
                "{\"fault\":\"ACCOUNT_DEACTIVATED\",\"latency\":{\"median\":\"1ms\",\"p95\":\"5ms\"},\"calls\":2}");
        assertThat(changed.at("/script/0/latency").asText()).isEqualTo("1ms~5ms");
        assertThat(call()).isEqualTo(401);

        admin("DELETE", "/providers/openai/fault", "");

        assertThat(call()).isEqualTo(200);
        assertThat(sandbox.provider("openai").latency()).hasToString("1ms~5ms");
    }

    @Test
    void shouldShowRequestsAndCountersOverHttp() throws IOException, InterruptedException {
        long before = sandbox.provider("openai").calls();
        call();

        assertThat(admin("GET", "/providers/openai/requests?since=" + before, ""))
                .hasSize(1);
        assertThat(admin("GET", "/providers/openai/stats", "").path("received").asLong())
                .isEqualTo(before + 1);
        assertThat(admin("GET", "/faults", "")).hasSize(Fault.values().length);
    }

    @Test
    void shouldExplainItselfWhenAScriptIsWrong() throws IOException, InterruptedException {
        assertThat(admin("PUT", "/providers/openai", "{\"fault\":\"GREMLINS\"}")
                        .path("error")
                        .asText())
                .contains("GREMLINS")
                .contains("ACCOUNT_DEACTIVATED");
        assertThat(send("PUT", sandbox.adminUrl() + "/providers/openai", "{\"falut\":1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", sandbox.adminUrl() + "/providers/nobody", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldStopWhatRunsWhenAPartCannotStart() {
        int registryPort = Ports.free();
        SandboxOptions options = SandboxOptions.ephemeral()
                .withBroker(BrokerForm.NONE)
                .withRegistryPort(registryPort)
                .withAdminPort(sandbox.provider("openai").port());

        assertThatThrownBy(() -> Sandbox.start(options)).hasMessageContaining("(admin)");

        assertThat(Ports.isFree(registryPort)).isTrue();
    }
}
