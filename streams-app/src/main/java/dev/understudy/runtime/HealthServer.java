package dev.understudy.runtime;

import dev.understudy.config.HttpConfig;
import dev.understudy.runtime.http.Page;
import dev.understudy.runtime.http.PageRequest;
import dev.understudy.runtime.http.PageServer;
import dev.understudy.runtime.kafka.StartupException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}. Read-only, without secrets. */
final class HealthServer implements AutoCloseable {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PageServer server;

    private HealthServer(PageServer server) {
        this.server = server;
    }

    /**
     * Starts serving.
     *
     * @param metrics all meters in Prometheus' text format
     * @throws StartupException when the address cannot be had
     */
    static HealthServer start(HttpConfig config, Health.Source health, Supplier<String> metrics) {
        Map<String, Supplier<Page>> pages = Map.of(
                "/health/live", () -> page(health.live()),
                "/health/ready", () -> page(health.ready()),
                "/metrics", () -> new Page(200, METRICS_TYPE, metrics.get(), Map.of()));
        return new HealthServer(
                PageServer.start("http", config.bind(), config.port(), request -> page(request, pages)));
    }

    private static Page page(PageRequest request, Map<String, Supplier<Page>> pages) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Page.text(405, "only GET\n");
        }
        Supplier<Page> page = pages.get(request.path());
        return page == null ? Page.text(404, "try /health/live, /health/ready or /metrics\n") : page.get();
    }

    private static Page page(Health health) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", health.ok() ? "UP" : "DOWN");
        body.putAll(health.detail());
        return Page.json(health.ok() ? 200 : 503, body);
    }

    /** The port in use. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
