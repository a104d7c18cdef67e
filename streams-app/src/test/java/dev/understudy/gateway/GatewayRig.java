package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.GatewayConfig;
import dev.understudy.config.MappingConfig;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.metrics.GatewayMetrics;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.source.JsonAlerts;
import dev.understudy.source.MappedAlerts;
import dev.understudy.source.PagerDutyEvents;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A gateway that listens for real, on a producer that a test can have fail. */
final class GatewayRig implements AutoCloseable {
    static final int MAX_ALERT_BYTES = 4096;

    /** What every endpoint takes for an alert; its labels have the id, or, as PagerDuty has it, its key is that. */
    private static final String ALERT = """
            {"labels":{"alertname":"Lag","id":"%1$s"},"event_action":"trigger",\
            "dedup_key":"%1$s","payload":{"summary":"lag","source":"db","severity":"error"}}""";

    final MockProducer<byte[], byte[]> producer;
    final MeterRegistry registry;
    final Gateway gateway;
    private final Codecs codecs =
            Codecs.over(new MockSchemaRegistryClient(List.of(new AvroSchemaProvider())), Map.of("url", "mock://rig"));
    private final Codec<Alert> codec = codecs.codec(Contract.ALERT, Topics.INCIDENTS);

    /** A gateway whose records are acknowledged at once. */
    static GatewayRig start(String settings) {
        return new GatewayRig(settings, true, null, formats());
    }

    /** One whose webhook of Alertmanager is read by the test. */
    static GatewayRig start(String settings, BiFunction<MeterRegistry, RawRecord, AlertBody> webhook) {
        Map<String, AlertFormat> formats = formats();
        MeterRegistry registry = new SimpleMeterRegistry();
        formats.put(GatewayPaths.ALERTMANAGER, record -> webhook.apply(registry, record));
        return new GatewayRig(settings, true, null, formats, registry);
    }

    /** A gateway whose records the test acknowledges. */
    static GatewayRig startWithoutAcknowledgement(String settings) {
        return new GatewayRig(settings, false, null, formats());
    }

    static GatewayRig startWithTls(SSLContext tls) {
        return new GatewayRig("", true, tls, formats());
    }

    private GatewayRig(String settings, boolean acknowledge, SSLContext tls, Map<String, AlertFormat> formats) {
        this(settings, acknowledge, tls, formats, new SimpleMeterRegistry());
    }

    private GatewayRig(
            String settings,
            boolean acknowledge,
            SSLContext tls,
            Map<String, AlertFormat> formats,
            MeterRegistry registry) {
        this.registry = registry;
        producer = new MockProducer<>(acknowledge, null, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            gateway = Gateway.start(new GatewayParts(
                    config(settings),
                    MAX_ALERT_BYTES,
                    formats,
                    codec,
                    producer,
                    tls,
                    new GatewayMetrics(registry),
                    Clock.systemUTC()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys of a gateway section in the flow style of YAML. */
    static GatewayConfig config(String settings) {
        return new ConfigLoader(Map.of())
                .parse("""
                        kafka: {bootstrap.servers: "localhost:1"}
                        schema-registry: {url: http://localhost:1}
                        providers: {openai: {dialect: openai, base-url: http://localhost:1, model: m}}
                        gateway: {port: 0, %s}
                        """.formatted(settings), "understudy.yaml", Path.of("."))
                .config()
                .gateway();
    }

    static Map<String, AlertFormat> formats() {
        Clock clock = Clock.systemUTC();
        AlertFormat json = new JsonAlerts(clock);
        Map<String, AlertFormat> formats = new LinkedHashMap<>();
        for (String path : List.of(
                GatewayPaths.ALERTMANAGER, GatewayPaths.ALERTMANAGER_API, GatewayPaths.GRAFANA, GatewayPaths.NATIVE)) {
            formats.put(path, json);
        }
        formats.put(GatewayPaths.PAGERDUTY, new PagerDutyEvents(clock));
        MappingConfig mapping = new MappingConfig(
                null, Map.of("starts-at", "/startsAt"), Map.of("id", "/labels/id"), Map.of(), Map.of(), Map.of());
        formats.put(GatewayPaths.GENERIC + "custom", new MappedAlerts("custom", mapping, clock));
        return formats;
    }

    RawHttp client() {
        return new RawHttp(gateway.port());
    }

    /** The alerts that the producer was given. */
    List<Alert> sent() {
        return producer.history().stream()
                .map(record -> codec.decode(record.value()))
                .toList();
    }

    static String alert(String id) {
        return ALERT.formatted(id);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        gateway.close();
        codecs.close();
    }
}
