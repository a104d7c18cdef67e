package dev.understudy.provider.http;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.TlsConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients and timers of a process. Providers that need nothing special share one client; each combination of
 * TLS, proxy and connect limit has its own. Thread-safe; closing it breaks what is in flight.
 */
public final class HttpTransport implements AutoCloseable {
    private record ClientKey(TlsConfig tls, @Nullable URI proxy, Duration connect) {}

    private static final long IDLE_STARTER_SECONDS = 10;

    private final int maxConnections;
    private final Clock clock;
    private final Map<ClientKey, CloseableHttpAsyncClient> clients = new ConcurrentHashMap<>();
    private final Map<String, ThreadPoolExecutor> starters = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, threads("understudy-provider-timers"));

    /**
     * A transport without any client yet.
     *
     * @param maxConnections most connections of each client
     */
    public HttpTransport(int maxConnections, Clock clock) {
        this.maxConnections = maxConnections;
        this.clock = clock;
        timers.setRemoveOnCancelPolicy(true);
    }

    /**
     * The way to a provider; no connection is made.
     *
     * @throws dev.understudy.config.ConfigException when a TLS file cannot be used
     */
    public HttpEndpoint endpoint(String provider, ProviderConfig config) {
        return new HttpEndpoint(config, this, client(config), starter(provider));
    }

    private CloseableHttpAsyncClient client(ProviderConfig config) {
        ClientKey key =
                new ClientKey(config.tls(), config.proxy(), config.timeouts().connect());
        return clients.computeIfAbsent(key, absent -> HttpClients.start(config, maxConnections));
    }

    /**
     * Where exchanges of one provider are started. Looking up a host name blocks its thread, so it is neither that of
     * the caller nor one of another provider.
     */
    private Executor starter(String provider) {
        return starters.computeIfAbsent(provider, name -> {
            ThreadPoolExecutor executor = new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_STARTER_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    threads("understudy-provider-" + name));
            executor.allowCoreThreadTimeOut(true);
            return executor;
        });
    }

    /** Starts an exchange; it ends by itself, in whatever way. */
    HttpExchange start(
            CloseableHttpAsyncClient client,
            Executor starter,
            HttpRequest request,
            byte[] body,
            ExchangeLimits limits) {
        HttpExchange exchange = new HttpExchange(limits, timers::schedule, clock);
        exchange.begin();
        starter.execute(() -> {
            if (exchange.isOver()) {
                return;
            }
            HttpClientContext context = HttpClientContext.create();
            context.setAttribute(ConnectionCloser.EXCHANGE, exchange);
            try {
                exchange.runsAs(client.execute(
                        new BasicRequestProducer(request, new RequestBody(body, exchange::connected)),
                        exchange,
                        context,
                        exchange));
            } catch (RuntimeException e) {
                exchange.failed(e);
            }
        });
        return exchange;
    }

    @Override
    public void close() {
        timers.shutdownNow();
        starters.values().forEach(ThreadPoolExecutor::shutdownNow);
        clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
    }

    private static ThreadFactory threads(String name) {
        return new DefaultThreadFactory(name, true);
    }
}
