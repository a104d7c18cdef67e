package dev.understudy.runtime.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.runtime.kafka.StartupException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers each request with a page, on two threads of its own. */
public final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    private final HttpServer server;
    private final ExecutorService threads;

    private PageServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts serving.
     *
     * @param section of the configuration that has the address, for messages and thread names
     * @param pages asked on the threads of this server; what it throws is logged and becomes a status of 500
     * @throws StartupException when the address cannot be had
     */
    public static PageServer start(String section, String bind, int port, Function<PageRequest, Page> pages) {
        // Without it every answer waits 40 ms for Nagle's algorithm; clients that send nothing are let go.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(bind, port), 0);
        } catch (BindException e) {
            throw new StartupException(
                    section + ": cannot listen on " + bind + ":" + port + " (" + e.getMessage()
                            + "); free the port, or set " + section + ".port to another one",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException(section + ".bind: cannot listen on " + bind + " (" + e.getMessage() + ")", e);
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, section + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.createContext("/", exchange -> {
            try (exchange) {
                respond(exchange, pages);
            }
        });
        server.setExecutor(threads);
        server.start();
        return new PageServer(server, threads);
    }

    /** The port in use. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void respond(HttpExchange exchange, Function<PageRequest, Page> pages) throws IOException {
        Page page = page(PageRequest.of(exchange), pages);
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        page.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(page.status(), -1);
        } else {
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Page page(PageRequest request, Function<PageRequest, Page> pages) {
        try {
            return pages.apply(request);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("path", request.path()).setCause(e).log("a page could not be made");
            return Page.text(500, "this page could not be made; the log says why\n");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
