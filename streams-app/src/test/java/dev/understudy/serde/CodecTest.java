package dev.understudy.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.ResolvedMark;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final ResolvedMark MARK = new ResolvedMark("episode", 5, Instant.ofEpochMilli(99));
    private static final String TOPIC = "incidents.resolved";

    private final UnreachableRegistry registry = new UnreachableRegistry().open();
    private final Codecs codecs = Codecs.over(registry, Map.of());
    private final Codec<ResolvedMark> codec = codecs.codec(Contract.RESOLVED_MARK, TOPIC);

    @Test
    void shouldWriteTheConfluentWireFormat() throws Exception {
        int id = registry.getId(TOPIC + "-value", new AvroSchema(Contract.RESOLVED_MARK.published()));

        byte[] bytes = codec.encode(MARK);

        assertThat(bytes[0]).isZero();
        assertThat(WireFormat.schemaId(bytes)).isEqualTo(id);
        assertThat(codec.decode(bytes)).isEqualTo(MARK);
    }

    @Test
    void shouldNotAskTheRegistryOnceItIsMade() {
        registry.failing(() -> new java.net.ConnectException("refused"));

        assertThat(codec.decode(codec.encode(MARK))).isEqualTo(MARK);
        assertThat(registry.fetches()).isZero();
    }

    @Test
    void shouldPassTombstonesThroughItsSerde() {
        Serde<ResolvedMark> serde = codec.serde();

        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, MARK)))
                .isEqualTo(MARK);
    }

    @Test
    void shouldReadWhatANewerVersionWrote() throws Exception {
        Schema newer = newer();
        int id = registry.register("other-value", new AvroSchema(newer));
        GenericData.Record record = new GenericData.Record(newer);
        record.put("incidentId", "episode");
        record.put("sequence", 5L);
        record.put("resolvedAt", 99L);
        record.put("reason", "because");

        assertThat(codec.decode(WireFormat.write(id, new GenericDatumWriter<>(newer), record)))
                .isEqualTo(MARK);
    }

    @Test
    void shouldSayThatTheRegistryIsAwayWhenAStoredSchemaIsNeeded() {
        byte[] bytes = codec.encode(MARK);
        bytes[4] = 77;
        registry.failing(() -> new java.net.ConnectException("refused"));

        SchemaRegistryException thrown = catchThrowableOfType(SchemaRegistryException.class, () -> codec.decode(bytes));

        assertThat(thrown.retryable()).isTrue();
    }

    @Test
    void shouldSayThatTheSchemaIdIsUnknown() {
        byte[] bytes = codec.encode(MARK);
        bytes[4] = 77;
        registry.failing(() -> new RestClientException("Schema not found", 404, 40403));

        assertReason(bytes, UnreadableReason.UNKNOWN_SCHEMA_ID);
    }

    @Test
    void shouldSayThatTheSchemaIsWrong() throws Exception {
        int id = registry.register(
                "x-value",
                new AvroSchema(
                        SchemaBuilder.record("Other").fields().requiredInt("n").endRecord()));
        byte[] bytes = codec.encode(MARK);
        bytes[4] = (byte) id;

        assertReason(bytes, UnreadableReason.WRONG_SCHEMA);
    }

    @Test
    void shouldSayThatBytesAreCorruptWhateverIsCutOrAdded() {
        byte[] bytes = codec.encode(MARK);

        for (int length = 0; length < bytes.length; length++) {
            assertReason(Arrays.copyOf(bytes, length), UnreadableReason.CORRUPT_AVRO);
        }
        assertReason(Arrays.copyOf(bytes, bytes.length + 1), UnreadableReason.CORRUPT_AVRO);
    }

    @Test
    void shouldSurviveAnyBytes() {
        Codec<EnrichedIncident> incidents = codecs.codec(Contract.ENRICHED_INCIDENT, "incidents.enriched");
        Random random = new Random(11);
        int undecodable = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            byte[] bytes = incidents.encode(new RandomRecords(seed % 20).next(EnrichedIncident.class));
            for (int hits = 0; hits < 4; hits++) {
                bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
            }
            try {
                incidents.decode(bytes);
            } catch (UndecodableException e) {
                undecodable++;
                assertThat(e.reason()).isEqualTo(UnreadableReason.CORRUPT_AVRO);
            }
        }
        assertThat(undecodable).isPositive();
    }

    @Test
    void shouldEncodeAndDecodeOnManyThreads() throws Exception {
        Codec<EnrichedIncident> incidents = codecs.codec(Contract.ENRICHED_INCIDENT, "incidents.enriched");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> work = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            long seed = thread;
            work.add(threads.submit(() -> {
                EnrichedIncident value = new RandomRecords(seed).next(EnrichedIncident.class);
                for (int i = 0; i < 300; i++) {
                    assertThat(incidents.decode(incidents.encode(value))).isEqualTo(value);
                }
            }));
        }
        for (Future<?> each : work) {
            each.get();
        }
        threads.shutdown();
    }

    @Test
    void shouldWriteWithTheLatestSchemaWhenAskedTo() throws Exception {
        UnreachableRegistry other = new UnreachableRegistry().open();
        int id = other.register(TOPIC + "-value", new AvroSchema(newer()));
        Codec<ResolvedMark> latest =
                Codecs.over(other, Map.of("use.latest.version", "true")).codec(Contract.RESOLVED_MARK, TOPIC);

        byte[] bytes = latest.encode(MARK);

        assertThat(WireFormat.schemaId(bytes)).isEqualTo(id);
        assertThat(bytes).hasSizeGreaterThan(codec.encode(MARK).length);
        assertThat(latest.decode(bytes)).isEqualTo(MARK);
    }

    @Test
    void shouldRefuseALatestSchemaThatCannotHoldWhatItWrites() throws Exception {
        UnreachableRegistry other = new UnreachableRegistry().open();
        other.register(
                TOPIC + "-value",
                new AvroSchema(SchemaBuilder.record("ResolvedMark")
                        .namespace("dev.understudy.v1")
                        .fields()
                        .requiredBytes("somethingElse")
                        .endRecord()));
        Codecs strict = Codecs.over(other, Map.of("use.latest.version", "true"));

        assertThatThrownBy(() -> strict.codec(Contract.RESOLVED_MARK, TOPIC))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining(TOPIC + "-value")
                .hasMessageContaining("understudy schemas register");
    }

    private static Schema newer() {
        String json = Contract.RESOLVED_MARK.published().toString();
        return new Schema.Parser()
                .parse(json.substring(0, json.length() - 2)
                        + ",{\"name\":\"reason\",\"type\":\"string\",\"default\":\"none\"}]}");
    }

    private void assertReason(byte[] bytes, UnreadableReason reason) {
        UndecodableException thrown = catchThrowableOfType(UndecodableException.class, () -> codec.decode(bytes));
        assertThat(thrown).isNotNull();
        assertThat(thrown.reason()).isEqualTo(reason);
    }
}
