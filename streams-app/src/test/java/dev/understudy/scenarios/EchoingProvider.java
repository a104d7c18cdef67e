package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that turns every question down with a message that quotes what it should keep to itself. */
final class EchoingProvider implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> echoes;
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    /** It quotes these in turn. */
    EchoingProvider(List<String> echoes) {
        this.echoes = List.copyOf(echoes);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::refuse);
        server.start();
    }

    String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    /** What it was asked. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            String echo = echoes.get(calls.getAndIncrement() % echoes.size());
            byte[] answer = JSON.writeValueAsBytes(Map.of("error", Map.of("message", "I cannot read: " + echo)));
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(400, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
