package dev.understudy.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertDecoderTest {
    private static final Alert ALERT = new RandomRecords(1).next(Alert.class);

    private final UnreachableRegistry registry = new UnreachableRegistry().open();
    private final Codecs producer = Codecs.over(registry, Map.of());
    private final Codecs codecs = Codecs.over(registry, Map.of());
    private AlertBody json = AlertBody.unreadable(record(null), UnreadableReason.NOT_JSON, "json was asked");
    private final AlertDecoder decoder = codecs.alertDecoder(record -> json, 10_000);

    @AfterEach
    void close() {
        codecs.close();
        producer.close();
    }

    @Test
    void shouldAskForTheSchemaFirstAndDecodeWhenItIsFound() {
        RawRecord record = record(avro());
        Decoding first = decoder.decode(record);
        assertThat(first).isInstanceOf(Decoding.SchemaNeeded.class);

        SchemaLookup lookup =
                decoder.lookup(((Decoding.SchemaNeeded) first).id()).join();

        assertThat(lookup).isEqualTo(SchemaLookup.FOUND);
        assertThat(decoder.decode(record))
                .isEqualTo(new Decoding.Decoded(List.of(new KeyedAlert(ALERT, record)), List.of(), 0));
    }

    @Test
    void shouldNotAskTheRegistryAgainForASchemaItKnows() {
        decoder.lookup(id(avro())).join();
        registry.failing(() -> new ConnectException("refused"));

        assertThat(decoder.decode(record(avroBytes))).isInstanceOf(Decoding.Decoded.class);
        assertThat(decoder.lookup(id(avroBytes)).join()).isEqualTo(SchemaLookup.FOUND);
        assertThat(registry.fetches()).isEqualTo(1);
    }

    @Test
    void shouldBeUnavailableWhileTheRegistryIsAwayAndFoundWhenItIsBack() {
        int id = id(avro());
        registry.failing(() -> new ConnectException("refused"));
        assertThat(decoder.lookup(id).join()).isEqualTo(SchemaLookup.UNAVAILABLE);
        registry.failing(() -> new RestClientException("no leader", 500, 50001));
        assertThat(decoder.lookup(id).join()).isEqualTo(SchemaLookup.UNAVAILABLE);
        registry.failing(() -> new RestClientException("some proxy", 404, 50005));
        assertThat(decoder.lookup(id).join()).isEqualTo(SchemaLookup.UNAVAILABLE);
        assertThat(decoder.decode(record(avroBytes))).isInstanceOf(Decoding.SchemaNeeded.class);

        registry.open();

        assertThat(decoder.lookup(id).join()).isEqualTo(SchemaLookup.FOUND);
    }

    @Test
    void shouldSayThatTheSchemaIsUnknownWithoutAskingForEachRecord() {
        byte[] bytes = avro();
        bytes[4] = 99;
        registry.failing(() -> new RestClientException("Schema 99 not found", 404, 40403));

        assertThat(decoder.lookup(99).join()).isEqualTo(SchemaLookup.UNKNOWN);

        assertUnreadable(bytes, UnreadableReason.UNKNOWN_SCHEMA_ID);
        assertThat(registry.fetches()).isEqualTo(1);
    }

    @Test
    void shouldShareOneRequestAmongEqualIds() throws Exception {
        int id = id(avro());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        registry.failing(() -> {
            asked.countDown();
            await(answer);
            return new ConnectException("refused");
        });

        CompletableFuture<SchemaLookup> first = decoder.lookup(id);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<SchemaLookup> second = decoder.lookup(id);
        answer.countDown();

        assertThat(first.join()).isEqualTo(SchemaLookup.UNAVAILABLE);
        assertThat(second.join()).isEqualTo(SchemaLookup.UNAVAILABLE);
        assertThat(registry.fetches()).isEqualTo(1);
    }

    @Test
    void shouldBeUnavailableOnceItIsClosed() {
        codecs.close();

        assertThat(decoder.lookup(1).join()).isEqualTo(SchemaLookup.UNAVAILABLE);
    }

    @Test
    void shouldRefuseASchemaThatIsNoAlert() throws Exception {
        assertWrongSchema(
                SchemaBuilder.record("Heartbeat").fields().requiredLong("at").endRecord());
    }

    @Test
    void shouldRefuseTimesInMicroseconds() throws Exception {
        assertWrongSchema(new Schema.Parser()
                .parse(Contract.ALERT.published().toString().replace("timestamp-millis", "timestamp-micros")));
    }

    @Test
    void shouldRefuseASchemaThatIsNotAvro() {
        byte[] bytes = avro();
        registry.failing(() -> new IOException("Invalid schema {type=PROTOBUF}"));

        assertThat(decoder.lookup(id(bytes)).join()).isEqualTo(SchemaLookup.FOUND);

        assertUnreadable(bytes, UnreadableReason.WRONG_SCHEMA);
    }

    @Test
    void shouldReadAnAlertOfAnotherNamespace() throws Exception {
        Schema other = new Schema.Parser()
                .parse(Contract.ALERT.published().toString().replace("dev.understudy.v1", "com.example"));
        int id = registry.register("theirs-value", new AvroSchema(other));
        byte[] bytes = avro();
        bytes[4] = (byte) id;
        decoder.lookup(id).join();

        assertThat(decoder.decode(record(bytes)))
                .asInstanceOf(type(Decoding.Decoded.class))
                .satisfies(
                        decoded -> assertThat(decoded.alerts().get(0).alert()).isEqualTo(ALERT));
    }

    @Test
    void shouldSayThatAvroIsCorruptWhereverItIsCut() {
        byte[] bytes = avro();
        decoder.lookup(id(bytes)).join();

        for (int length = 1; length < bytes.length; length++) {
            assertUnreadable(Arrays.copyOf(bytes, length), UnreadableReason.CORRUPT_AVRO);
        }
        assertUnreadable(Arrays.copyOf(bytes, bytes.length + 1), UnreadableReason.CORRUPT_AVRO);
    }

    @Test
    void shouldNotTakeMemoryForLengthsThatAreNotThere() {
        byte[] bytes = Arrays.copyOf(avro(), 15);
        decoder.lookup(id(bytes)).join();
        // a string of two billion bytes
        System.arraycopy(new byte[] {-2, -1, -1, -1, 15}, 0, bytes, 5, 5);

        assertUnreadable(bytes, UnreadableReason.CORRUPT_AVRO);
    }

    @Test
    void shouldRefuseAFingerprintThatIsEmptyOrTooLong() {
        assertFingerprint(" ", UnreadableReason.NO_IDENTITY);
        assertFingerprint("f".repeat(256), UnreadableReason.WRONG_SHAPE);
    }

    @Test
    void shouldHandJsonOver() {
        for (String text : List.of("{}", "[]", "\n\t [", "\uFEFF {")) {
            assertUnreadable(text.getBytes(StandardCharsets.UTF_8), UnreadableReason.NOT_JSON);
        }
    }

    @Test
    void shouldKeepWhatIsGoodAndWhatIsBadOfABody() {
        KeyedAlert good = new KeyedAlert(ALERT, record(null));
        UnreadableAlert bad = new UnreadableAlert(record(null), UnreadableReason.WRONG_SHAPE, "$.alerts[1]");
        json = new AlertBody(List.of(good), List.of(bad), 3);

        assertThat(decoder.decode(record("{}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Decoding.Decoded(List.of(good), List.of(bad), 3));
    }

    @Test
    void shouldKeepEveryBadElementApart() {
        UnreadableAlert bad = new UnreadableAlert(record(null), UnreadableReason.WRONG_SHAPE, "$.alerts[1]");
        json = new AlertBody(List.of(), List.of(bad, bad), 0);

        assertThat(decoder.decode(record("{}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Decoding.Decoded(List.of(), List.of(bad, bad), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "\"{\"", "<html>", "42"})
    void shouldRefuseWhatIsNeitherAvroNorJson(String text) {
        assertUnreadable(text.getBytes(StandardCharsets.UTF_8), UnreadableReason.NOT_AVRO_OR_JSON);
    }

    @Test
    void shouldRefuseARecordWithoutValue() {
        assertUnreadable(null, UnreadableReason.NULL_VALUE);
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        byte[] bytes = new byte[10_001];
        Arrays.fill(bytes, (byte) '{');

        assertUnreadable(bytes, UnreadableReason.TOO_LARGE);
        assertUnreadable(Arrays.copyOf(bytes, 10_000), UnreadableReason.NOT_JSON);
    }

    private final byte[] avroBytes = avro();

    private byte[] avro() {
        return producer.codec(Contract.ALERT, "incidents").encode(ALERT);
    }

    private void assertFingerprint(String fingerprint, UnreadableReason reason) {
        Alert alert = new Alert(
                ALERT.eventId(),
                fingerprint,
                ALERT.name(),
                ALERT.status(),
                ALERT.severity(),
                ALERT.severityRaw(),
                ALERT.summary(),
                ALERT.description(),
                ALERT.source(),
                ALERT.times(),
                ALERT.labels(),
                ALERT.annotations(),
                ALERT.values(),
                ALERT.place(),
                ALERT.delivery(),
                ALERT.links());
        byte[] bytes = producer.codec(Contract.ALERT, "incidents").encode(alert);
        decoder.lookup(id(bytes)).join();
        assertUnreadable(bytes, reason);
    }

    private void assertWrongSchema(Schema schema) throws Exception {
        int id = registry.register("theirs-value", new AvroSchema(schema));
        byte[] bytes = avro();
        bytes[4] = (byte) id;
        assertThat(decoder.lookup(id).join()).isEqualTo(SchemaLookup.FOUND);
        assertUnreadable(bytes, UnreadableReason.WRONG_SCHEMA);
    }

    private void assertUnreadable(byte[] value, UnreadableReason reason) {
        assertThat(decoder.decode(record(value)))
                .asInstanceOf(type(Decoding.Unreadable.class))
                .satisfies(unreadable -> {
                    assertThat(unreadable.reason()).isEqualTo(reason);
                    assertThat(unreadable.message()).isNotBlank();
                });
    }

    private static int id(byte[] bytes) {
        return WireFormat.schemaId(bytes);
    }

    private static RawRecord record(byte[] value) {
        return new RawRecord(new RecordRef("incidents", 0, 1, Instant.EPOCH, 0), null, value, List.<RawHeader>of());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
