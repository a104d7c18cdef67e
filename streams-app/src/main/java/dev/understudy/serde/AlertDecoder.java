package dev.understudy.serde;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes the values of the topic {@code incidents}: Avro or JSON, told apart by the first byte. Thread-safe, and never
 * waits: a schema that is not cached is named, {@link #lookup} fetches it, and the record is decoded again.
 */
public final class AlertDecoder {
    private static final int LONGEST_FINGERPRINT = 255;

    private final SchemaCache schemas;
    private final SchemaLookups lookups;
    private final AlertFormat json;
    private final int maxAlertBytes;
    private final Map<Integer, DatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();

    AlertDecoder(SchemaCache schemas, SchemaLookups lookups, AlertFormat json, int maxAlertBytes) {
        this.schemas = schemas;
        this.lookups = lookups;
        this.json = json;
        this.maxAlertBytes = maxAlertBytes;
    }

    /** What the value of the record holds. */
    public Decoding decode(RawRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return unreadable(UnreadableReason.NULL_VALUE, "no value");
        }
        if (value.length > maxAlertBytes) {
            return unreadable(UnreadableReason.TOO_LARGE, value.length + " bytes, max-alert-bytes is " + maxAlertBytes);
        }
        return switch (FirstByte.of(value)) {
            case AVRO -> decodeAvro(record, value);
            case JSON -> decodeJson(record);
            case NEITHER ->
                unreadable(
                        UnreadableReason.NOT_AVRO_OR_JSON,
                        value.length == 0 ? "empty" : String.format("begins with byte 0x%02x", value[0]));
        };
    }

    /**
     * Fetches a schema on a thread of its own; equal ids share one request. Never completes exceptionally. The future is
     * completed on that thread: hand the result over, do not work there.
     */
    public CompletableFuture<SchemaLookup> lookup(int id) {
        return lookups.lookup(id);
    }

    private Decoding decodeJson(RawRecord record) {
        AlertBody body = json.read(record);
        if (body.alerts().isEmpty() && body.unreadable().size() == 1) {
            UnreadableAlert only = body.unreadable().get(0);
            return unreadable(only.reason(), only.message());
        }
        return new Decoding.Decoded(body.alerts(), body.unreadable(), body.truncated(), body.ignored());
    }

    private Decoding decodeAvro(RawRecord record, byte[] value) {
        if (!WireFormat.hasHeader(value)) {
            return unreadable(UnreadableReason.CORRUPT_AVRO, "ends within the schema id (" + value.length + " bytes)");
        }
        int id = WireFormat.schemaId(value);
        DatumReader<SpecificRecord> reader = readers.get(id);
        if (reader == null) {
            Schema writer = schemas.cached(id);
            if (writer == null) {
                return lookups.isUnknown(id)
                        ? unreadable(UnreadableReason.UNKNOWN_SCHEMA_ID, "schema id " + id)
                        : new Decoding.SchemaNeeded(id);
            }
            String problem = Resolution.problem(Contract.ALERT.published(), writer);
            if (problem != null) {
                return unreadable(UnreadableReason.WRONG_SCHEMA, "schema id " + id + ": " + problem);
            }
            reader = Contract.ALERT.reader(writer);
            readers.put(id, reader);
        }
        return read(record, value, reader);
    }

    private static Decoding read(RawRecord record, byte[] value, DatumReader<SpecificRecord> reader) {
        Alert alert;
        try {
            alert = Contract.ALERT.fromAvro(WireFormat.read(reader, value));
        } catch (IOException e) {
            return unreadable(UnreadableReason.CORRUPT_AVRO, "does not match schema id " + WireFormat.schemaId(value));
        }
        if (alert.fingerprint().isBlank()) {
            return unreadable(UnreadableReason.NO_IDENTITY, "$.fingerprint is empty");
        }
        if (alert.fingerprint().length() > LONGEST_FINGERPRINT) {
            return unreadable(
                    UnreadableReason.WRONG_SHAPE,
                    "$.fingerprint has " + alert.fingerprint().length() + " characters, at most "
                            + LONGEST_FINGERPRINT);
        }
        return new Decoding.Decoded(List.of(new KeyedAlert(alert, record)), List.of(), 0);
    }

    private static Decoding unreadable(UnreadableReason reason, String message) {
        return new Decoding.Unreadable(reason, message);
    }
}
