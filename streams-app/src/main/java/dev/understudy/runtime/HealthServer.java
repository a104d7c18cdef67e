package dev.understudy.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.config.HttpConfig;
import dev.understudy.runtime.kafka.StartupException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}. Read-only, without secrets, on two threads of
 * its own.
 */
final class HealthServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Starts serving.
     *
     * @param metrics all meters in Prometheus' text format
     * @throws StartupException when the address cannot be had
     */
    static HealthServer start(HttpConfig config, Health.Source health, Supplier<String> metrics) {
        // Without it every answer waits 40 ms for Nagle's algorithm; clients that send nothing are let go.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(config.bind(), config.port()), 0);
        } catch (BindException e) {
            throw new StartupException(
                    "http: cannot listen on " + config.bind() + ":" + config.port() + " (" + e.getMessage()
                            + "); free the port, or set http.port to another one",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException("http.bind: cannot listen on " + config.bind() + " (" + e.getMessage() + ")", e);
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "health-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        HealthServer started = new HealthServer(server, threads);
        started.serve("/health/live", () -> json(health.live()));
        started.serve("/health/ready", () -> json(health.ready()));
        started.serve("/metrics", () -> new Page(200, METRICS_TYPE, metrics.get()));
        started.serve("/", () -> new Page(404, "text/plain", "try /health/live, /health/ready or /metrics\n"));
        server.setExecutor(threads);
        server.start();
        return started;
    }

    private HealthServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** The port in use. */
    int port() {
        return server.getAddress().getPort();
    }

    private void serve(String path, Supplier<Page> pages) {
        server.createContext(path, exchange -> {
            try (exchange) {
                respond(exchange, pages, path);
            }
        });
    }

    private static void respond(HttpExchange exchange, Supplier<Page> pages, String path) throws IOException {
        String method = exchange.getRequestMethod();
        Page page;
        if (!method.equals("GET") && !method.equals("HEAD")) {
            page = new Page(405, "text/plain", "only GET\n");
        } else if (!path.equals("/") && !exchange.getRequestURI().getPath().equals(path)) {
            page = new Page(404, "text/plain", "no such page\n");
        } else {
            page = page(pages, path);
        }
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (method.equals("HEAD")) {
            exchange.sendResponseHeaders(page.status(), -1);
        } else {
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Page page(Supplier<Page> pages, String path) {
        try {
            return pages.get();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("path", path).setCause(e).log("a health page could not be made");
            return new Page(500, "text/plain", "this page could not be made; the log says why\n");
        }
    }

    private static Page json(Health health) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", health.ok() ? "UP" : "DOWN");
        body.putAll(health.detail());
        try {
            return new Page(health.ok() ? 200 : 503, "application/json", JSON.writeValueAsString(body) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("health detail is no JSON", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Page(int status, String type, String body) {}
}
