package dev.understudy.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas that this process knows by id. Thread-safe; an id never changes its meaning, so nothing is evicted. */
final class SchemaCache {
    /** Stands for a schema of another kind, such as Protobuf: no contract can be read with it. */
    static final Schema NOT_AVRO = Schema.create(Schema.Type.NULL);

    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);

    private final SchemaRegistryClient client;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    SchemaCache(SchemaRegistryClient client) {
        this.client = client;
    }

    @Nullable
    Schema cached(int id) {
        return schemas.get(id);
    }

    void learn(int id, Schema schema) {
        schemas.putIfAbsent(id, schema);
    }

    /** Asks the registry; waits for its answer. */
    SchemaLookup fetch(int id) {
        if (schemas.containsKey(id)) {
            return SchemaLookup.FOUND;
        }
        try {
            learn(id, client.getSchemaById(id) instanceof AvroSchema avro ? avro.rawSchema() : NOT_AVRO);
            return SchemaLookup.FOUND;
        } catch (RestClientException e) {
            if (isUnknown(e)) {
                return SchemaLookup.UNKNOWN;
            }
            return unavailable(id, e);
        } catch (IOException e) {
            if (Objects.requireNonNullElse(e.getMessage(), "").startsWith("Invalid schema")) {
                learn(id, NOT_AVRO);
                return SchemaLookup.FOUND;
            }
            return unavailable(id, e);
        } catch (RuntimeException e) {
            return unavailable(id, e);
        }
    }

    /** A 404 of the registry itself; one of a proxy before it has no error code of the registry. */
    private static boolean isUnknown(RestClientException e) {
        return e.getStatus() == 404 && e.getErrorCode() / 100 == 404;
    }

    private static SchemaLookup unavailable(int id, Exception e) {
        LOG.atWarn()
                .addKeyValue("schemaId", id)
                .addKeyValue("problem", e.getClass().getSimpleName())
                .log("The schema registry gave no answer");
        return SchemaLookup.UNAVAILABLE;
    }
}
