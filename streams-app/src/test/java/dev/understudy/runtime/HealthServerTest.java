package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.HttpConfig;
import dev.understudy.runtime.kafka.StartupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final FakeHealth health = new FakeHealth();
    private final HealthServer server = HealthServer.start(new HttpConfig("127.0.0.1", 0), health, () -> "up 1\n");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldAnswerReadyWithItsDetail() throws Exception {
        HttpResponse<String> response = send("GET", "/health/ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo("{\"status\":\"UP\",\"providers\":{\"openai\":\"OPEN\"}}\n");
    }

    @Test
    void shouldAnswer503WhenNotLive() throws Exception {
        health.live = false;

        assertThat(send("GET", "/health/live").statusCode()).isEqualTo(503);
        assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldServeMetricsInPrometheusFormat() throws Exception {
        HttpResponse<String> response = send("GET", "/metrics");

        assertThat(response.body()).isEqualTo("up 1\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void shouldRefuseWhatItDoesNotServe() throws Exception {
        assertThat(send("POST", "/health/live").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/health/live/more").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/").statusCode()).isEqualTo(404);
        assertThat(send("HEAD", "/health/live").body()).isEmpty();
    }

    @Test
    void shouldSayInOneLineThatThePortIsTaken() {
        assertThatThrownBy(() -> HealthServer.start(new HttpConfig("127.0.0.1", server.port()), health, () -> ""))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("http: cannot listen on 127.0.0.1:" + server.port() + " (")
                .hasMessageEndingWith("); free the port, or set http.port to another one");
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static final class FakeHealth implements Health.Source {
        private volatile boolean live = true;

        @Override
        public Health live() {
            return new Health(live, Map.of());
        }

        @Override
        public Health ready() {
            return new Health(true, Map.of("providers", Map.of("openai", "OPEN")));
        }
    }
}
