package dev.understudy.provider.http;

import dev.understudy.config.ProviderConfig;
import dev.understudy.tls.TlsContexts;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apache HttpClient 5, set up for few hosts and thousands of slow calls: one connection a call (HTTP/1.1), no limit
 * below our own permits, and nothing done behind our back: no retries, redirects, cookies or cached credentials.
 */
final class HttpClients {
    private static final Logger LOG = LoggerFactory.getLogger(HttpClients.class);
    private static final TimeValue EVICT_IDLE_AFTER = TimeValue.ofSeconds(30);
    private static final TimeValue VALIDATE_AFTER = TimeValue.ofSeconds(1);

    private HttpClients() {}

    static CloseableHttpAsyncClient start(ProviderConfig config, int maxConnections) {
        Timeout connect = timeout(config.timeouts().connect());
        HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create()
                .setConnectionManager(
                        connections(config, maxConnections, connect).build())
                .setIOReactorConfig(IOReactorConfig.custom().setTcpNoDelay(true).build())
                .setThreadFactory(new DefaultThreadFactory("understudy-provider-http", true))
                // Our own timers limit each phase, more exactly than a selector does.
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(Timeout.DISABLED)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setIoReactorExceptionCallback(HttpClients::unexpected)
                .addExecInterceptorAfter(
                        ChainElement.CONNECT.name(), ConnectionCloser.class.getSimpleName(), new ConnectionCloser())
                .setUserAgent("understudy")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .evictExpiredConnections()
                .evictIdleConnections(EVICT_IDLE_AFTER);
        URI proxy = config.proxy();
        if (proxy != null) {
            builder.setProxy(new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort()));
        }
        CloseableHttpAsyncClient client = builder.build();
        client.start();
        return client;
    }

    private static PoolingAsyncClientConnectionManagerBuilder connections(
            ProviderConfig config, int maxConnections, Timeout connect) {
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create();
        if (!config.tls().equals(dev.understudy.config.TlsConfig.DEFAULT)) {
            tls.setSslContext(TlsContexts.client(config.tls()));
        }
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls.buildAsync())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnTotal(maxConnections)
                .setMaxConnPerRoute(maxConnections);
    }

    /** Each call learns of its own failure; what is left are threads that are being stopped. */
    private static void unexpected(Exception exception) {
        LOG.debug("the HTTP client met an exception that belongs to no call", exception);
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }
}
