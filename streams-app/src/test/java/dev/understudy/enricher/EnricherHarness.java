package dev.understudy.enricher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.inflight.Answers;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.inflight.dispatch.Dispatcher;
import dev.understudy.inflight.emission.OutputEncoder;
import dev.understudy.metrics.InFlightMetrics;
import dev.understudy.policy.Routes;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.provider.CallPermits;
import dev.understudy.provider.Provider;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.source.JsonAlerts;
import dev.understudy.testing.ManualChatModel;
import dev.understudy.testing.ManualClock;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The enricher's topology with models whose calls a test ends by hand, and a clock that it moves. */
final class EnricherHarness implements AutoCloseable {
    static final String PROVIDERS = """
            kafka: {bootstrap.servers: "unused:9092"}
            schema-registry: {url: "http://unused:8081"}
            deadline: 30s
            providers:
              first:  {dialect: openai, base-url: http://unused/v1, model: m1, timeout: 20s, max-concurrent: 2, max-queued: 3}
              second: {dialect: openai, base-url: http://unused/v1, model: m2, timeout: 20s, max-concurrent: 2, max-queued: 3}
            """;

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-14T02:00:00Z"));
    final ManualChatModel first = new ManualChatModel();
    final ManualChatModel second = new ManualChatModel();
    final TestInputTopic<byte[], byte[]> incidents;
    final Codecs codecs;
    final EnricherParts parts;
    private final TopologyTestDriver driver;

    EnricherHarness(String yaml, SchemaRegistryClient registry) {
        UnderstudyConfig config = new ConfigLoader(Map.of())
                .parse(yaml, "test.yaml", Path.of("."))
                .config();
        codecs = Codecs.over(registry, Map.of("url", "mock://unused"));
        parts = parts(config);
        driver = new TopologyTestDriver(EnricherTopology.create(parts), properties(), clock.instant());
        incidents = driver.createInputTopic(
                Topics.INCIDENTS, new ByteArraySerializer(), new ByteArraySerializer(), clock.instant(), Duration.ZERO);
    }

    private EnricherParts parts(UnderstudyConfig config) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        Map<String, Integer> limits = new HashMap<>();
        Map<String, Codec<EnrichmentRequest>> requests = new HashMap<>();
        config.providers().forEach((name, provider) -> {
            providers.put(name, new Provider(name, provider, name.equals("first") ? first : second));
            limits.put(name, provider.maxConcurrent());
            requests.put(name, codecs.codec(Contract.ENRICHMENT_REQUEST, Topics.retry(name)));
        });
        OwnerParts owner = new OwnerParts(
                config,
                providers,
                new Dispatcher(CallPermits.create(config), limits),
                Routes.of(config),
                new PromptRenderer("secret".getBytes(UTF_8)),
                new Answers(new Provenance.Producer("test", "instance-1")),
                new OutputEncoder(
                        codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED),
                        codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS),
                        codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED),
                        requests,
                        "instance-1",
                        config.maxAlertBytes()),
                "instance-1",
                new InFlightMetrics(new SimpleMeterRegistry()),
                clock);
        return new EnricherParts(
                owner,
                codecs.alertDecoder(new JsonAlerts(clock), config.maxAlertBytes()),
                codecs.codec(Contract.KEYED_ALERT, EnricherNames.rekeyedTopic()),
                codecs.codec(Contract.IN_FLIGHT_ENTRY, EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE)),
                codecs.codec(Contract.RAW_RECORD, EnricherNames.changelog(EnricherNames.AWAITING_SCHEMA_STORE)),
                1);
    }

    static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, EnricherNames.APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        return properties;
    }

    /** An alert in native JSON under its right key. */
    void alert(String fingerprint, String severity) {
        send(fingerprint, """
                {"fingerprint":"%s","name":"Alert","status":"FIRING","severity":"%s",
                 "labels":{"alertname":"Alert"},"startsAt":"2026-03-14T01:00:00Z"}
                """.formatted(fingerprint, severity));
    }

    void resolve(String fingerprint) {
        send(fingerprint, """
                {"fingerprint":"%s","name":"Alert","status":"RESOLVED","severity":"critical",
                 "labels":{"alertname":"Alert"},"startsAt":"2026-03-14T01:00:00Z"}
                """.formatted(fingerprint));
    }

    void send(String key, String value) {
        incidents.pipeInput(key.getBytes(UTF_8), value.getBytes(UTF_8), clock.instant());
    }

    /** Lets the stream thread do a round: what was told is read. */
    void round() {
        after(Duration.ofMillis(5));
    }

    void after(Duration time) {
        clock.advance(time);
        driver.advanceWallClockTime(time);
    }

    List<EnrichedIncident> answers() {
        return values(Topics.ENRICHED, codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED));
    }

    List<ProviderAttempt> attempts() {
        return values(Topics.ATTEMPTS, codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS));
    }

    List<ResolvedMark> marks() {
        return values(Topics.RESOLVED, codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED));
    }

    List<EnrichmentRequest> parked(String provider) {
        String topic = Topics.retry(provider);
        return values(topic, codecs.codec(Contract.ENRICHMENT_REQUEST, topic));
    }

    /** Dead letters as {@code reason}. */
    List<TestRecord<String, byte[]>> deadLetters() {
        return driver.createOutputTopic(Topics.DEAD_LETTER, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    boolean isEmpty(String store) {
        KeyValueStore<String, byte[]> entries = driver.getKeyValueStore(store);
        try (KeyValueIterator<String, byte[]> all = entries.all()) {
            return !all.hasNext();
        }
    }

    private <T> List<T> values(String topic, Codec<T> codec) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<T> values = new ArrayList<>();
        output.readValuesToList().forEach(bytes -> values.add(codec.decode(bytes)));
        return values;
    }

    @Override
    public void close() {
        driver.close();
        codecs.close();
    }
}
