package dev.understudy.serde;

import dev.understudy.domain.alert.AlertFormat;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the codecs of a process on one schema registry. Thread-safe. Subjects are {@code <topic>-value}. Making a codec
 * waits for the registry, using it does not: make them all at start.
 */
public final class Codecs implements AutoCloseable {
    private static final int CLIENT_CACHE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Codecs.class);

    private final SchemaRegistryClient client;
    private final Subjects subjects;
    private final SchemaCache schemas;
    private final SchemaLookups lookups;

    private Codecs(SchemaRegistryClient client, RegistrySettings settings) {
        this.client = client;
        this.subjects = new Subjects(client, settings);
        this.schemas = new SchemaCache(client);
        this.lookups = new SchemaLookups(schemas);
    }

    /**
     * Codecs on the registry that the properties name. {@code url} is its address; {@code auto.register.schemas} (true)
     * and {@code use.latest.version} (false; wins over the former) mean what they mean to Confluent's serializer; all
     * others go to its client as they are.
     */
    public static Codecs create(Map<String, String> schemaRegistryProperties) {
        RegistrySettings settings = RegistrySettings.of(schemaRegistryProperties);
        return new Codecs(
                new CachedSchemaRegistryClient(
                        settings.urls(), CLIENT_CACHE, List.of(new AvroSchemaProvider()), settings.client()),
                settings);
    }

    /** Codecs on a client that is there, such as Confluent's mock; it is closed with them. */
    public static Codecs over(SchemaRegistryClient client, Map<String, String> schemaRegistryProperties) {
        return new Codecs(client, RegistrySettings.of(schemaRegistryProperties));
    }

    /**
     * The codec of a topic or a store.
     *
     * @throws SchemaRegistryException when the registry is away or refuses, or the subject lacks the schema
     */
    public <T> Codec<T> codec(Contract<T> contract, String topic) {
        WriterSchema writer = subjects.writer(contract, topic);
        Codec<T> codec = new Codec<>(contract, writer, schemas);
        schemas.learn(writer.id(), writer.latest() == null ? contract.published() : writer.latest());
        return codec;
    }

    /**
     * The decoder of the topic {@code incidents}; its making asks the registry nothing.
     *
     * @param json reads the values that begin like JSON
     * @param maxAlertBytes longer values are not decoded
     */
    public AlertDecoder alertDecoder(AlertFormat json, int maxAlertBytes) {
        return new AlertDecoder(schemas, lookups, json, maxAlertBytes);
    }

    /**
     * Registers each contract under the subject of its topic, whatever {@code auto.register.schemas} says.
     *
     * @throws SchemaRegistryException at the first subject that the registry refuses
     */
    public List<Registration> register(Map<String, Contract<?>> contractsByTopic) {
        return contractsByTopic.entrySet().stream()
                .map(entry -> subjects.register(entry.getValue(), entry.getKey()))
                .toList();
    }

    @Override
    public void close() {
        lookups.close();
        try {
            client.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The schema registry client did not close");
        }
    }
}
