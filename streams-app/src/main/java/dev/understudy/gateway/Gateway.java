package dev.understudy.gateway;

import dev.understudy.config.GatewayConfig;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes alerts over HTTP and sends them to Kafka; a request is answered when all in-sync replicas have its alerts. Keeps
 * nothing, so that any number of them run side by side. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int MOST_THREADS = 32;
    private static final int LEAST_THREADS = 4;
    private static final int REQUEST_HEADER_BYTES = 16 * 1024;
    private static final int ACCEPT_QUEUE = 256;
    private static final Duration AT_CLOSE = Duration.ofSeconds(1);

    private final Server server;
    private final ServerConnector connector;
    private final String address;

    private Gateway(Server server, ServerConnector connector, String address) {
        this.server = server;
        this.connector = connector;
        this.address = address;
    }

    /**
     * Starts listening.
     *
     * @throws IOException when the address cannot be had
     */
    public static Gateway start(GatewayParts parts) throws IOException {
        GatewayConfig config = parts.config();
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("gateway");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = connector(server, parts);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.maxConnections(), connector));
        AlertHandler handler = new AlertHandler(parts);
        HeaderDeadline headers =
                new HeaderDeadline(new GracefulHandler(handler), connector.getScheduler(), config.bodyTimeout());
        connector.addBean(headers, false);
        server.setHandler(headers);
        server.setErrorHandler(new ErrorAnswers());
        parts.metrics()
                .watch(handler::held, () -> connector.getConnectedEndPoints().size());
        try {
            // Before anything is started, so that a port in use leaves nothing behind.
            connector.open();
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        Gateway gateway =
                new Gateway(server, connector, scheme(parts) + config.bind() + ":" + connector.getLocalPort());
        LOG.atInfo()
                .addKeyValue("address", gateway.address())
                .addKeyValue("credentials", config.auth().required() ? "required" : "none")
                .log("the gateway takes alerts");
        return gateway;
    }

    private static String scheme(GatewayParts parts) {
        return parts.tls() == null ? "http://" : "https://";
    }

    private static ServerConnector connector(Server server, GatewayParts parts) {
        GatewayConfig config = parts.config();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector;
        if (parts.tls() == null) {
            connector = new ServerConnector(server, 1, -1, plain);
        } else {
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setSslContext(parts.tls());
            tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            // Senders name the host as they please; who they are is told by their credentials.
            http.addCustomizer(new SecureRequestCustomizer(false));
            connector = new ServerConnector(server, 1, -1, new SslConnectionFactory(tls, plain.getProtocol()), plain);
        }
        connector.setHost(config.bind().replace("[", "").replace("]", ""));
        connector.setPort(config.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(config.idleTimeout().toMillis());
        return connector;
    }

    /** The port in use. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What senders connect to, scheme and port included. */
    public String address() {
        return address;
    }

    /** Whether requests are taken. */
    public boolean isListening() {
        return connector.isOpen() && server.isRunning();
    }

    /** Takes no more requests, and answers those that are there; true when all were answered within the grace period. */
    public boolean stop(Duration grace) {
        try {
            server.setStopTimeout(Math.max(1, grace.toMillis()));
            server.stop();
            return true;
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("problem", String.valueOf(e.getMessage()))
                    .log("the gateway did not answer every request in time; their senders send again");
            return false;
        }
    }

    @Override
    public void close() {
        if (!server.isStopped()) {
            stop(AT_CLOSE);
        }
    }
}
