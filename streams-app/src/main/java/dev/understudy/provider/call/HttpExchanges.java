package dev.understudy.provider.call;

import dev.understudy.config.ConfigException;
import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.http.HttpEndpoint;
import dev.understudy.provider.http.HttpTransport;
import dev.understudy.redaction.Redactor;
import java.time.Clock;
import java.util.Map;

/** The exchanges over HTTP, with the connections and timers that they share. Thread-safe. */
final class HttpExchanges implements Exchanges {
    /** Connections that are closing while their successors open. */
    private static final int SPARE_CONNECTIONS = 64;

    private final Map<DialectName, Dialect> dialects;
    private final HttpTransport transport;
    private final Redactor redactor;

    private HttpExchanges(Map<DialectName, Dialect> dialects, HttpTransport transport, Redactor redactor) {
        this.dialects = dialects;
        this.transport = transport;
        this.redactor = redactor;
    }

    /** Room for the calls that a configuration allows; no connection is made. */
    static HttpExchanges open(UnderstudyConfig config, Map<DialectName, Dialect> dialects, Clock clock) {
        int calls = config.providers().values().stream()
                .mapToInt(ProviderConfig::maxConcurrent)
                .sum();
        int connections = Math.max(calls, config.inFlight().maxConcurrent()) + SPARE_CONNECTIONS;
        return new HttpExchanges(dialects, new HttpTransport(connections, clock), Redactor.of(config.redaction()));
    }

    @Override
    public Keyed with(String name, ProviderConfig provider) {
        try {
            Dialect dialect = dialects.get(provider.dialect());
            if (dialect == null) {
                throw new ConfigException("dialect", "is " + provider.dialect() + ", expected " + dialects.keySet());
            }
            HttpEndpoint endpoint = transport.endpoint(name, provider);
            OutputModes modes = new OutputModes(name, provider);
            return key -> new HttpChatModel(endpoint, dialect, modes, ApiKey.named(key, provider), redactor);
        } catch (ConfigException e) {
            throw e.under("providers." + name);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
