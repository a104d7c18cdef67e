package dev.understudy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.source.JsonAlerts;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/** Alerts in Avro, as producers of this version and of newer ones write them. The schemas are registered at once. */
public final class AvroAlerts implements AutoCloseable {
    private static final int ID_AT = 1;

    private final Codecs codecs;
    private final Codec<Alert> alerts;
    private final Codec<ResolvedMark> marks;
    private final int newerId;

    public AvroAlerts(UnderstudyConfig config) {
        codecs = Codecs.create(config.schemaRegistry());
        alerts = codecs.codec(Contract.ALERT, Topics.INCIDENTS);
        marks = codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED);
        int ours = ByteBuffer.wrap(alert("any")).getInt(ID_AT);
        newerId = registerNewer(config.schemaRegistry().getOrDefault("url", ""), ours);
    }

    /** A firing alert. */
    public byte[] alert(String fingerprint) {
        RecordRef nowhere = new RecordRef(Topics.INCIDENTS, 0, 0, Instant.EPOCH, 0);
        byte[] json = AlertLoad.json(fingerprint, "warning").getBytes(UTF_8);
        Alert alert = new JsonAlerts(Clock.systemUTC())
                .read(new RawRecord(nowhere, null, json, List.of()))
                .alerts()
                .get(0)
                .alert();
        return alerts.encode(alert);
    }

    /** The same alert from a newer producer, whose contract has one more optional field. */
    public byte[] alertOfNewerProducer(String fingerprint) {
        byte[] ours = alert(fingerprint);
        // The new field is the last one and null: the index of its branch, 0, ends the datum.
        byte[] theirs = Arrays.copyOf(ours, ours.length + 1);
        return ByteBuffer.wrap(theirs).putInt(ID_AT, newerId).array();
    }

    /** Avro of another contract. */
    public byte[] noAlert() {
        return marks.encode(new ResolvedMark("none", 1, Instant.EPOCH));
    }

    private static int registerNewer(String url, int ours) {
        try (SchemaRegistryClient client = new CachedSchemaRegistryClient(url, 10)) {
            AvroSchema published = (AvroSchema) client.getSchemaById(ours);
            return client.register(Topics.INCIDENTS + "-value", new AvroSchema(newer(published.rawSchema())));
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException("the newer schema cannot be registered", e);
        }
    }

    private static Schema newer(Schema published) {
        List<Schema.Field> fields = new ArrayList<>();
        published.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        Schema text = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        fields.add(new Schema.Field("mood", text, "A field that this version does not know.", Schema.NULL_VALUE));
        return Schema.createRecord(
                published.getName(), published.getDoc(), published.getNamespace(), published.isError(), fields);
    }

    @Override
    public void close() {
        codecs.close();
    }
}
