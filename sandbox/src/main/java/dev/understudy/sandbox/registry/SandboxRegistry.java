package dev.understudy.sandbox.registry;

import dev.understudy.sandbox.http.JsonRequest;
import dev.understudy.sandbox.http.JsonResponse;
import dev.understudy.sandbox.http.JsonServer;
import dev.understudy.sandbox.http.Ports;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in memory that Confluent-compatible clients can use. It can be stopped and started again on the same port
 * with what it knew. Safe for use by several threads.
 */
public final class SandboxRegistry implements AutoCloseable {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final String address;
    private final int port;
    private final @Nullable String authorization;
    private final RegistryRoutes routes = new RegistryRoutes(new SchemaLedger());
    private final AtomicLong requests = new AtomicLong();
    private @Nullable JsonServer server;

    private SandboxRegistry(String address, int port, @Nullable String authorization) {
        this.address = address;
        this.port = port;
        this.authorization = authorization;
    }

    /** Starts on a loopback port (0: any free one), open to everyone. */
    public static SandboxRegistry start(int port) {
        return start(Ports.LOOPBACK, port);
    }

    /** Starts on a port (0: any free one) of an address, open to everyone. */
    public static SandboxRegistry start(String address, int port) {
        return started(new SandboxRegistry(address, Ports.orFree(port), null));
    }

    /** Starts on a loopback port (0: any free one) and wants basic authentication. */
    public static SandboxRegistry start(int port, String user, String password) {
        String pair = user + ":" + password;
        String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return started(new SandboxRegistry(Ports.LOOPBACK, Ports.orFree(port), header));
    }

    private static SandboxRegistry started(SandboxRegistry registry) {
        registry.restart();
        return registry;
    }

    /** What a client is configured with. */
    public String url() {
        return "http://localhost:" + port;
    }

    /** The requests so far. */
    public long requests() {
        return requests.get();
    }

    /** Refuses connections from now on and closes those that are open; nothing is forgotten. */
    public synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** Listens again after {@link #stop()}; does nothing while it listens. */
    public synchronized void restart() {
        if (server == null) {
            server = JsonServer.start("registry", Ports.on(address, port), CONTENT_TYPE, this::answer);
        }
    }

    private JsonResponse answer(JsonRequest request) {
        requests.incrementAndGet();
        if (authorization != null && !authorization.equals(request.authorization())) {
            return RegistryRoutes.error(401, 401, "Unauthorized");
        }
        return routes.answer(request);
    }

    @Override
    public void close() {
        stop();
    }
}
