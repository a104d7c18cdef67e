package dev.understudy.serde;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON form of a contract, as {@link IncidentJson} writes it. Fields that the contract does not have are passed
 * over, and a symbol that it does not know becomes the enum's default: a newer version wrote them.
 */
final class JsonRecord {
    private final JsonParser json;
    private final SpecificData model;

    private JsonRecord(JsonParser json, SpecificData model) {
        this.json = json;
        this.model = model;
    }

    /** Reads the object at which a parser stands before its first token. */
    static SpecificRecord read(JsonParser json, Schema schema, SpecificData model) throws IOException {
        json.nextToken();
        return new JsonRecord(json, model).record(schema, "");
    }

    private SpecificRecord record(Schema schema, String path) throws IOException {
        expect(JsonToken.START_OBJECT, path);
        SpecificRecord record = (SpecificRecord) model.newRecord(null, schema);
        Set<String> seen = new HashSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            Schema.Field field = schema.getField(name);
            json.nextToken();
            if (field == null) {
                json.skipChildren();
            } else {
                seen.add(name);
                record.put(field.pos(), value(field.schema(), path + "/" + name));
            }
        }
        for (Schema.Field field : schema.getFields()) {
            if (!seen.contains(field.name())) {
                record.put(field.pos(), absent(field, path));
            }
        }
        return record;
    }

    private @Nullable Object absent(Schema.Field field, String path) throws IOException {
        try {
            return model.getDefaultValue(field);
        } catch (AvroRuntimeException e) {
            throw new IOException(path + "/" + field.name() + " is missing", e);
        }
    }

    private @Nullable Object value(Schema schema, String path) throws IOException {
        if (schema.isUnion()) {
            return json.currentToken() == JsonToken.VALUE_NULL ? null : value(present(schema), path);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, path);
            case ARRAY -> list(schema.getElementType(), path);
            case MAP -> map(schema.getValueType(), path);
            case ENUM -> symbol(schema, text(path));
            case STRING -> text(path);
            case BOOLEAN -> json.getBooleanValue();
            case INT -> json.getIntValue();
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? time(path) : number();
            case DOUBLE -> json.getDoubleValue();
            default -> throw new IllegalStateException("the contract holds " + schema + ", which has no form in JSON");
        };
    }

    private static Schema present(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private List<Object> list(Schema elements, String path) throws IOException {
        expect(JsonToken.START_ARRAY, path);
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(elements, path + "/" + list.size()));
        }
        return list;
    }

    private Map<String, Object> map(Schema values, String path) throws IOException {
        expect(JsonToken.START_OBJECT, path);
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            map.put(name, value(values, path + "/" + name));
        }
        return map;
    }

    private Object symbol(Schema schema, String name) {
        String known = schema.hasEnumSymbol(name) ? name : schema.getEnumDefault();
        return model.createEnum(known, schema);
    }

    private String text(String path) throws IOException {
        expect(JsonToken.VALUE_STRING, path);
        return json.getText();
    }

    private Instant time(String path) throws IOException {
        String text = text(path);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IOException(path + " is no time", e);
        }
    }

    private long number() throws IOException {
        return json.getLongValue();
    }

    private void expect(JsonToken token, String path) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException((path.isEmpty() ? "the line" : path) + " is no "
                    + switch (token) {
                        case START_OBJECT -> "object";
                        case START_ARRAY -> "list";
                        default -> "text";
                    });
        }
    }
}
