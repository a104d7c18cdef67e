package dev.understudy.runtime.gateway;

import dev.understudy.config.ConfigException;
import dev.understudy.config.GatewayConfig;
import dev.understudy.config.GatewayTlsConfig;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.gateway.Gateway;
import dev.understudy.gateway.GatewayParts;
import dev.understudy.gateway.GatewayPaths;
import dev.understudy.metrics.GatewayMetrics;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.SchemaRegistryException;
import dev.understudy.source.JsonAlerts;
import dev.understudy.source.MappedAlerts;
import dev.understudy.source.PagerDutyEvents;
import dev.understudy.tls.TlsContexts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** The gateway of this process from start to end, with its producer and its codec. Thread-safe. */
public final class GatewayRunner implements AutoCloseable {
    private static final Duration BROKER_WAIT = Duration.ofSeconds(10);

    private final Gateway gateway;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaClientMetrics producerMetrics;
    private final Codecs codecs;

    private GatewayRunner(
            Gateway gateway,
            KafkaProducer<byte[], byte[]> producer,
            KafkaClientMetrics producerMetrics,
            Codecs codecs) {
        this.gateway = gateway;
        this.producer = producer;
        this.producerMetrics = producerMetrics;
        this.codecs = codecs;
    }

    /**
     * Starts listening.
     *
     * @throws StartupException when the registry, the broker, the port or the TLS files do not allow it
     */
    public static GatewayRunner start(UnderstudyConfig config, MeterRegistry registry, Clock clock) {
        Codecs codecs = Codecs.create(config.schemaRegistry());
        try {
            KafkaProducer<byte[], byte[]> producer = GatewayProducer.connect(config, BROKER_WAIT);
            try {
                Gateway gateway = listen(config, codecs, producer, registry, clock);
                KafkaClientMetrics metrics = new KafkaClientMetrics(producer);
                metrics.bindTo(registry);
                return new GatewayRunner(gateway, producer, metrics, codecs);
            } catch (RuntimeException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        } catch (SchemaRegistryException e) {
            codecs.close();
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            codecs.close();
            throw e;
        }
    }

    private static Gateway listen(
            UnderstudyConfig config,
            Codecs codecs,
            KafkaProducer<byte[], byte[]> producer,
            MeterRegistry registry,
            Clock clock) {
        GatewayConfig gateway = config.gateway();
        try {
            GatewayTlsConfig tls = gateway.tls();
            return Gateway.start(new GatewayParts(
                    gateway,
                    config.maxAlertBytes(),
                    formats(gateway, clock),
                    codecs.codec(Contract.ALERT, Topics.INCIDENTS),
                    producer,
                    tls == null ? null : TlsContexts.server(tls),
                    new GatewayMetrics(registry),
                    clock));
        } catch (ConfigException e) {
            throw new StartupException(String.valueOf(e.under("gateway").getMessage()), e);
        } catch (IOException e) {
            throw new StartupException(
                    "gateway: cannot listen on " + gateway.bind() + ":" + gateway.port() + " (" + reason(e)
                            + "); free the port, or set gateway.bind and gateway.port to others",
                    e);
        }
    }

    /** What is read at each path. */
    private static Map<String, AlertFormat> formats(GatewayConfig config, Clock clock) {
        AlertFormat json = new JsonAlerts(clock);
        Map<String, AlertFormat> formats = new LinkedHashMap<>();
        formats.put(GatewayPaths.ALERTMANAGER, json);
        formats.put(GatewayPaths.ALERTMANAGER_API, json);
        formats.put(GatewayPaths.GRAFANA, json);
        formats.put(GatewayPaths.NATIVE, json);
        formats.put(GatewayPaths.PAGERDUTY, new PagerDutyEvents(clock));
        config.generic()
                .forEach((name, mapping) ->
                        formats.put(GatewayPaths.GENERIC + name, new MappedAlerts(name, mapping, clock)));
        return formats;
    }

    private static String reason(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** What senders connect to. */
    public String address() {
        return gateway.address();
    }

    /** The port in use. */
    public int port() {
        return gateway.port();
    }

    /** Whether requests are taken. */
    public boolean isListening() {
        return gateway.isListening();
    }

    /** Takes no more requests and answers those that are there; true when that was done within the grace period. */
    public boolean stop(Duration grace) {
        return gateway.stop(grace);
    }

    @Override
    public void close() {
        gateway.close();
        producerMetrics.close();
        producer.close(Duration.ofSeconds(1));
        codecs.close();
    }
}
