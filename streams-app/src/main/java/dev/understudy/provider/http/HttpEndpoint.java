package dev.understudy.provider.http;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/** The way to one provider: its address, its configured headers, and what its exchanges share. Thread-safe. */
public final class HttpEndpoint {
    private final ProviderConfig config;
    private final HttpTransport transport;
    private final CloseableHttpAsyncClient client;
    private final Executor starter;

    HttpEndpoint(ProviderConfig config, HttpTransport transport, CloseableHttpAsyncClient client, Executor starter) {
        this.config = config;
        this.transport = transport;
        this.client = client;
        this.starter = starter;
    }

    /**
     * Starts to send JSON; the exchange ends by itself, in whatever way.
     *
     * @param path path below the base URL, beginning with a slash
     * @param headers those of the dialect; configured ones win
     * @param json not copied, must not be changed
     * @param timeout limit of the whole exchange
     * @throws dev.understudy.config.ConfigException when a configured header cannot be read
     */
    public HttpExchange post(String path, Map<String, String> headers, byte[] json, Duration timeout) {
        return transport.start(client, starter, request(path, headers), json, ExchangeLimits.of(config, timeout));
    }

    private BasicHttpRequest request(String path, Map<String, String> headers) {
        URI address = Address.of(config.baseUrl(), path, config.query());
        BasicHttpRequest http = new BasicHttpRequest(Method.POST, address);
        http.setHeader("Accept", "application/json");
        http.setHeader("Accept-Encoding", "gzip");
        headers.forEach(http::setHeader);
        for (Map.Entry<String, Secret> header : config.headers().entrySet()) {
            http.setHeader(header.getKey(), header.getValue().reveal().strip());
        }
        return http;
    }
}
