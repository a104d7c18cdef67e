package dev.understudy.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.domain.enrichment.TextBound;
import dev.understudy.domain.request.EnrichedIncident;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * An enriched incident as one line of JSON: the fields of the contract {@code EnrichedIncident} under their names and in
 * their order, so that its rules of change hold for both. Times are ISO 8601 in UTC, enums are names, maps are sorted,
 * and what is null is left out; so is a number that JSON does not know. schemas/json holds the JSON schema. Thread-safe.
 */
public final class IncidentJson {
    /** The one field that is not in the contract: true where the alert was cut, else left out. */
    private static final String ALERT_CUT = "alertCut";

    private static final String ALERT = "alert";
    private static final int LONGEST_CUT_TEXT = 1_000;
    private static final JsonFactory JSON = new JsonFactory();

    private IncidentJson() {}

    /** The whole incident. */
    public static String of(EnrichedIncident incident) {
        return write(incident, false);
    }

    /**
     * The incident, but for what of the alert can be long: its labels, annotations, values and links are empty, its texts
     * at most 1,000 characters. For a reader whose limit the whole exceeds.
     */
    public static String withAlertCut(EnrichedIncident incident) {
        return write(incident, true);
    }

    /**
     * The incident that a line holds; what was left out is null or empty.
     *
     * @throws UndecodableException when it holds none, with what is wrong with it
     */
    public static EnrichedIncident read(String line) {
        Contract<EnrichedIncident> contract = Contract.ENRICHED_INCIDENT;
        try (JsonParser json = JSON.createParser(line)) {
            return contract.fromAvro(JsonRecord.read(json, contract.schema(), contract.model()));
        } catch (JsonProcessingException e) {
            throw new UndecodableException(
                    UnreadableReason.NOT_JSON,
                    "is no JSON from column " + e.getLocation().getColumnNr() + " on");
        } catch (IOException e) {
            throw new UndecodableException(UnreadableReason.WRONG_SHAPE, "is no enriched incident: " + e.getMessage());
        }
    }

    private static String write(EnrichedIncident incident, boolean cutAlert) {
        IndexedRecord avro = Contract.ENRICHED_INCIDENT.toAvro(incident);
        // Not straight to bytes: there Jackson refuses half a surrogate pair, which becomes "?" here, as it does in
        // Avro.
        StringWriter text = new StringWriter(4 * 1024);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Schema.Field field : avro.getSchema().getFields()) {
                boolean cut = cutAlert && field.name().equals(ALERT);
                writeField(field.name(), avro.get(field.pos()), cut, json);
                if (cut) {
                    json.writeBooleanField(ALERT_CUT, true);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a text did I/O", e);
        }
        return text.toString();
    }

    private static void writeField(String name, Object value, boolean cut, JsonGenerator json) throws IOException {
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            return;
        }
        json.writeFieldName(name);
        writeValue(value, cut, json);
    }

    private static void writeValue(Object value, boolean cut, JsonGenerator json) throws IOException {
        if (value instanceof IndexedRecord record) {
            json.writeStartObject();
            for (Schema.Field field : record.getSchema().getFields()) {
                writeField(field.name(), record.get(field.pos()), cut, json);
            }
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : new TreeMap<>(cut ? Map.of() : map).entrySet()) {
                writeField(entry.getKey().toString(), entry.getValue(), false, json);
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            json.writeStartArray();
            for (Object element : cut ? List.of() : list) {
                writeValue(element, false, json);
            }
            json.writeEndArray();
        } else {
            writeScalar(value, cut, json);
        }
    }

    private static void writeScalar(Object value, boolean cut, JsonGenerator json) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof Instant) {
            String text = value.toString();
            json.writeString(cut ? TextBound.cut(text, LONGEST_CUT_TEXT) : text);
        } else {
            throw new IllegalStateException("the contract holds a " + value.getClass() + ", which has no form in JSON");
        }
    }
}
