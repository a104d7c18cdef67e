package dev.understudy.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.serde.Contract;
import dev.understudy.testing.ManualParts;
import dev.understudy.testing.SampleRequests;
import dev.understudy.testing.TopologyOutputs;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The fallback consumer's topology, played by hand. What it parks comes back to it, as in Kafka. */
final class FallbackHarness implements AutoCloseable {
    final ManualParts manual;
    final TopologyOutputs outputs;
    final FallbackParts parts;
    private final TopologyTestDriver driver;

    FallbackHarness() {
        this(new ManualParts());
    }

    FallbackHarness(ManualParts manual) {
        this.manual = manual;
        parts = new FallbackParts(
                manual.owner,
                manual.codecs.codec(Contract.ENRICHMENT_REQUEST, Topics.retry("first")),
                manual.codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED),
                manual.codecs.codec(Contract.KNOWN_ANSWER, FallbackNames.changelog(FallbackNames.ANSWERS_STORE)),
                manual.codecs.codec(Contract.IN_FLIGHT_ENTRY, FallbackNames.changelog(FallbackNames.IN_FLIGHT_STORE)),
                manual.codecs.codec(Contract.RAW_RECORD, FallbackNames.changelog(FallbackNames.DUE_STORE)),
                Set.of(Topics.retry("first"), Topics.retry("second")));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, FallbackNames.APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        // Of this checkout alone: in the default folder two builds on one machine lock each other out.
        properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/kafka-streams");
        driver = new TopologyTestDriver(FallbackTopology.create(parts), properties, manual.clock.instant());
        outputs = new TopologyOutputs(driver, manual.codecs);
    }

    /** A request as the enricher parks it after its first provider failed. */
    EnrichmentRequest request(String fingerprint, long sequence) {
        Instant now = manual.clock.instant();
        return SampleRequests.tried(fingerprint, sequence, null, now)
                .parked(new Parking(ParkReason.ALL_PROVIDERS_FAILED, 1, now, now, now));
    }

    void park(String provider, EnrichmentRequest request) {
        String topic = Topics.retry(provider);
        input(topic)
                .pipeInput(
                        request.identity().key().getBytes(UTF_8),
                        manual.codecs.codec(Contract.ENRICHMENT_REQUEST, topic).encode(request),
                        manual.clock.instant());
    }

    void resolve(String fingerprint, long sequence) {
        ResolvedMark mark = new ResolvedMark("incident-" + fingerprint, sequence, manual.clock.instant());
        input(Topics.RESOLVED)
                .pipeInput(
                        fingerprint.getBytes(UTF_8),
                        manual.codecs
                                .codec(Contract.RESOLVED_MARK, Topics.RESOLVED)
                                .encode(mark),
                        manual.clock.instant());
    }

    /** Orders that what waits is tried now. */
    void drain(@Nullable String provider) {
        RawHeader header = new DrainOrder(provider).header();
        TestRecord<byte[], byte[]> order = new TestRecord<>(null, null, manual.clock.instant());
        order.headers().add(header.key(), header.value());
        input(Topics.retry("first")).pipeInput(order);
    }

    void raw(String topic, byte[] value) {
        input(topic).pipeInput("key".getBytes(UTF_8), value, manual.clock.instant());
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The store of what waits. */
    KeyValueStore<String, byte[]> due() {
        return driver.getKeyValueStore(FallbackNames.DUE_STORE);
    }

    /** Its index by incident. */
    KeyValueStore<String, byte[]> dueByIncident() {
        return driver.getKeyValueStore(FallbackNames.DUE_BY_INCIDENT_STORE);
    }

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
