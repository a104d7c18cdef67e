package dev.understudy.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.domain.request.EnrichedIncident;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What the codecs need of a registry, over HTTP. */
abstract class RegistryContract {
    private static final Alert ALERT = new RandomRecords(5).next(Alert.class);

    /** A topic of its own for each test. */
    private final String topic = "t" + UUID.randomUUID();

    abstract String url();

    @Test
    void shouldRegisterOnceAndRoundTrip() {
        EnrichedIncident incident = new RandomRecords(6).next(EnrichedIncident.class);
        Map<String, Contract<?>> contracts = Map.of(topic, Contract.ENRICHED_INCIDENT);
        try (Codecs codecs = codecs();
                Codecs others = codecs()) {
            assertThat(codecs.register(contracts))
                    .extracting(Registration::action)
                    .containsExactly(Registration.Action.CREATED);
            assertThat(others.register(contracts))
                    .extracting(Registration::action)
                    .containsExactly(Registration.Action.UNCHANGED);
            Codec<EnrichedIncident> writer = codecs.codec(Contract.ENRICHED_INCIDENT, topic);
            Codec<EnrichedIncident> reader = others.codec(Contract.ENRICHED_INCIDENT, topic);

            assertThat(reader.decode(writer.encode(incident))).isEqualTo(incident);
        }
    }

    @Test
    void shouldRegisterEveryPublicTopic() {
        try (Codecs codecs = codecs()) {
            assertThat(codecs.register(Contract.ofTopics(List.of("openai", "local"))))
                    .hasSize(7);
            for (Contract<?> contract : Contract.all()) {
                assertThat(codecs.codec(contract, topic + contract.name())).isNotNull();
            }
        }
    }

    @Test
    void shouldFetchTheSchemaOfAnAlert() {
        try (Codecs producer = codecs();
                Codecs codecs = codecs()) {
            RawRecord record = record(producer.codec(Contract.ALERT, topic).encode(ALERT));
            AlertDecoder decoder = decoder(codecs);
            Decoding.SchemaNeeded needed = (Decoding.SchemaNeeded) decoder.decode(record);

            assertThat(decoder.lookup(needed.id()).join()).isEqualTo(SchemaLookup.FOUND);

            assertThat(decoder.decode(record))
                    .isEqualTo(new Decoding.Decoded(List.of(new KeyedAlert(ALERT, record)), List.of(), 0));
        }
    }

    @Test
    void shouldNotKnowAnIdThatNobodyRegistered() {
        try (Codecs codecs = codecs()) {
            assertThat(decoder(codecs).lookup(987_654_321).join()).isEqualTo(SchemaLookup.UNKNOWN);
        }
    }

    @Test
    void shouldSayWhatToDoWhenNothingMayBeRegistered() {
        try (Codecs codecs = Codecs.create(Map.of("url", url(), "auto.register.schemas", "false"))) {
            assertThatThrownBy(() -> codecs.codec(Contract.ALERT, topic))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining(topic + "-value")
                    .hasMessageContaining("understudy schemas register");
        }
    }

    @Test
    void shouldWriteWithTheLatestSchema() throws Exception {
        try (Codecs codecs = codecs();
                Codecs latest = Codecs.create(Map.of("url", url(), "use.latest.version", "true"))) {
            codecs.register(Map.of(topic, Contract.ALERT));

            Codec<Alert> codec = latest.codec(Contract.ALERT, topic);

            assertThat(codec.decode(codec.encode(ALERT))).isEqualTo(ALERT);
        }
    }

    @Test
    void shouldDemandCompatibilityOfASubjectThatItMakes() throws Exception {
        try (Codecs codecs = codecs();
                SchemaRegistryClient client = client()) {
            codecs.register(Map.of(topic, Contract.RESOLVED_MARK));

            assertThatThrownBy(() -> client.register(topic + "-value", stranger()))
                    .isInstanceOfSatisfying(RestClientException.class, refusal -> assertThat(refusal.getStatus())
                            .isEqualTo(409));
        }
    }

    @Test
    void shouldSayWhoseTheSubjectIsWhenItIsIncompatible() throws Exception {
        try (Codecs codecs = codecs();
                SchemaRegistryClient client = client()) {
            client.register(topic + "-value", stranger());
            client.updateConfig(topic + "-value", new Config("FULL_TRANSITIVE"));

            assertThatThrownBy(() -> codecs.codec(Contract.RESOLVED_MARK, topic))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining(topic + "-value")
                    .hasMessageContaining("not compatible");
        }
    }

    final Codecs codecs() {
        return Codecs.create(Map.of("url", url()));
    }

    final AlertDecoder decoder(Codecs codecs) {
        return codecs.alertDecoder(
                record -> AlertBody.unreadable(record, UnreadableReason.NOT_JSON, "no JSON here"), 1_000_000);
    }

    private SchemaRegistryClient client() {
        return new CachedSchemaRegistryClient(url(), 10);
    }

    private static AvroSchema stranger() {
        return new AvroSchema(SchemaBuilder.record("ResolvedMark")
                .namespace("dev.understudy.v1")
                .fields()
                .requiredBytes("somethingElse")
                .endRecord());
    }

    private static RawRecord record(byte[] value) {
        return new RawRecord(new RecordRef("incidents", 0, 1, Instant.EPOCH, 0), null, value, List.of());
    }
}
