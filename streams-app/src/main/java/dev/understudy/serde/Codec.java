package dev.understudy.serde;

import dev.understudy.domain.alert.UnreadableReason;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Turns one kind of domain record into bytes of one topic or store, and back. Thread-safe. Encoding never talks to the
 * registry; decoding does when the bytes were written with a schema that this process has not met, as in a rolling
 * upgrade, and then waits for its answer.
 *
 * @param <T> the domain record
 */
public final class Codec<T> {
    private final Contract<T> contract;
    private final WriterSchema writer;
    private final SchemaCache schemas;
    private final DatumWriter<SpecificRecord> datumWriter;
    private final Map<Integer, DatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();

    Codec(Contract<T> contract, WriterSchema writer, SchemaCache schemas) {
        this.contract = contract;
        this.writer = writer;
        this.schemas = schemas;
        this.datumWriter = contract.writer();
    }

    /** The value in the Confluent wire format. */
    public byte[] encode(T value) {
        byte[] bytes = WireFormat.write(writer.id(), datumWriter, contract.toAvro(value));
        return writer.conform(bytes);
    }

    /**
     * The value that the bytes hold.
     *
     * @throws UndecodableException when they are not of this contract
     * @throws SchemaRegistryException when the writer's schema is needed and the registry is away
     */
    public T decode(byte[] bytes) {
        if (!WireFormat.hasHeader(bytes)) {
            throw new UndecodableException(
                    UnreadableReason.CORRUPT_AVRO, "begins with no schema id (" + bytes.length + " bytes)");
        }
        int id = WireFormat.schemaId(bytes);
        try {
            return contract.fromAvro(WireFormat.read(reader(id), bytes));
        } catch (IOException e) {
            throw new UndecodableException(
                    UnreadableReason.CORRUPT_AVRO, "does not match schema " + id + " as " + contract.name());
        }
    }

    /** The same for Kafka; null is null. */
    public Serde<T> serde() {
        return Serdes.serdeFrom((topic, value) -> encodeNullable(value), (topic, bytes) -> decodeNullable(bytes));
    }

    @SuppressWarnings("NullAway") // Kafka's signature knows no nulls, its tombstones do
    private byte[] encodeNullable(@Nullable T value) {
        return value == null ? null : encode(value);
    }

    @SuppressWarnings("NullAway")
    private T decodeNullable(byte @Nullable [] bytes) {
        return bytes == null ? null : decode(bytes);
    }

    private DatumReader<SpecificRecord> reader(int id) {
        DatumReader<SpecificRecord> known = readers.get(id);
        if (known != null) {
            return known;
        }
        DatumReader<SpecificRecord> created = contract.reader(schema(id));
        readers.put(id, created);
        return created;
    }

    private Schema schema(int id) {
        Schema schema = schemas.cached(id);
        if (schema == null) {
            switch (schemas.fetch(id)) {
                case FOUND -> schema = schemas.cached(id);
                case UNKNOWN ->
                    throw new UndecodableException(
                            UnreadableReason.UNKNOWN_SCHEMA_ID,
                            "names schema " + id + ", which the registry does not know");
                case UNAVAILABLE ->
                    throw new SchemaRegistryException(
                            "The schema registry gave no answer for schema " + id + " of a stored " + contract.name(),
                            true,
                            null);
            }
        }
        String problem = Resolution.problem(contract.published(), schema == null ? SchemaCache.NOT_AVRO : schema);
        if (schema == null || problem != null) {
            throw new UndecodableException(UnreadableReason.WRONG_SCHEMA, "schema " + id + ": " + problem);
        }
        return schema;
    }
}
