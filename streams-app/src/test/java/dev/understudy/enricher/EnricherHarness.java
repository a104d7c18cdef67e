package dev.understudy.enricher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.serde.Contract;
import dev.understudy.source.JsonAlerts;
import dev.understudy.testing.ManualParts;
import dev.understudy.testing.TopologyOutputs;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The enricher's topology, played by hand. */
final class EnricherHarness implements AutoCloseable {
    final ManualParts manual;
    final EnricherParts parts;
    final TopologyOutputs outputs;
    final TestInputTopic<byte[], byte[]> incidents;
    private final TopologyTestDriver driver;

    EnricherHarness() {
        this(new ManualParts());
    }

    EnricherHarness(ManualParts manual) {
        this(manual, manual.owner);
    }

    EnricherHarness(ManualParts manual, OwnerParts owner) {
        this.manual = manual;
        parts = new EnricherParts(
                owner,
                manual.codecs.alertDecoder(new JsonAlerts(manual.clock), manual.config.maxAlertBytes()),
                manual.codecs.codec(Contract.KEYED_ALERT, EnricherNames.rekeyedTopic()),
                manual.codecs.codec(Contract.IN_FLIGHT_ENTRY, EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE)),
                manual.codecs.codec(Contract.RAW_RECORD, EnricherNames.changelog(EnricherNames.AWAITING_SCHEMA_STORE)),
                manual.codecs.codec(Contract.KNOWN_ANSWER, EnricherNames.changelog(EnricherNames.ANSWERS_STORE)),
                1);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, EnricherNames.APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        // Of this checkout alone: in the default folder two builds on one machine lock each other out.
        properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/kafka-streams");
        driver = new TopologyTestDriver(EnricherTopology.create(parts), properties, manual.clock.instant());
        outputs = new TopologyOutputs(driver, manual.codecs);
        incidents = input(Topics.INCIDENTS);
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
        incidents.pipeInput(key.getBytes(UTF_8), value.getBytes(UTF_8), manual.clock.instant());
    }

    /** The one request in flight. */
    EnrichmentRequest inFlightRequest() {
        try (KeyValueIterator<String, byte[]> entries = inFlight().all()) {
            return parts.entries().decode(entries.next().value).request();
        }
    }

    /** The fallback consumer tells of an answer. */
    void learn(String key, KnownAnswer answer) {
        input(Topics.ANSWERS)
                .pipeInput(
                        key.getBytes(UTF_8),
                        manual.codecs
                                .codec(Contract.KNOWN_ANSWER, Topics.ANSWERS)
                                .encode(answer));
    }

    /** How many alerts went through the repartition topic since the last call. */
    int rekeyed() {
        return written(EnricherNames.rekeyedTopic());
    }

    /** How many records were written to a topic since the last call. */
    int written(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .size();
    }

    TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(
                topic, new ByteArraySerializer(), new ByteArraySerializer(), manual.clock.instant(), Duration.ZERO);
    }

    /** The in-flight store. */
    KeyValueStore<String, byte[]> inFlight() {
        return driver.getKeyValueStore(EnricherNames.IN_FLIGHT_STORE);
    }

    /** Lets the stream thread do a round: what was told is read. */
    void round() {
        after(Duration.ofMillis(5));
    }

    void after(Duration time) {
        manual.clock.advance(time);
        driver.advanceWallClockTime(time);
    }

    @Override
    public void close() {
        driver.close();
        manual.close();
    }
}
