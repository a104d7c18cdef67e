package dev.understudy.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The JSON schema of {@link IncidentJson}, as it follows from the contract. */
final class IncidentJsonSchema {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those that occur more than once stand there once. */
    private final TreeMap<String, ObjectNode> named = new TreeMap<>();

    private IncidentJsonSchema() {}

    /** As the file that ships holds it. */
    static String text() {
        IncidentJsonSchema schema = new IncidentJsonSchema();
        ObjectNode root = JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "EnrichedIncident");
        root.setAll(schema.record(Contract.ENRICHED_INCIDENT.published()));
        root.withObject("properties")
                .putObject("alertCut")
                .put("type", "boolean")
                .put(
                        "description",
                        "True where the alert was cut, because the whole was too long for Kafka: then its labels, "
                                + "annotations, values and links are empty. Left out otherwise.");
        ObjectNode definitions = root.putObject("$defs");
        schema.named.forEach(definitions::set);
        return root.toPrettyString() + "\n";
    }

    private ObjectNode record(Schema record) {
        ObjectNode object = JSON.createObjectNode().put("description", record.getDoc());
        object.put("type", "object");
        ArrayNode required = JSON.createArrayNode();
        ObjectNode properties = object.putObject("properties");
        for (Schema.Field field : record.getFields()) {
            properties.set(field.name(), JSON.createObjectNode().put("description", field.doc()));
            properties.withObject(field.name()).setAll(type(field.schema()));
            if (!field.schema().isUnion()) {
                required.add(field.name());
            }
        }
        object.set("required", required);
        return object;
    }

    private ObjectNode type(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return JSON.createObjectNode().put("type", "string").put("format", "date-time");
        }
        ObjectNode type = JSON.createObjectNode();
        return switch (schema.getType()) {
            case UNION -> type(schema.getTypes().get(1));
            case RECORD, ENUM -> reference(schema);
            case STRING -> type.put("type", "string");
            case BOOLEAN -> type.put("type", "boolean");
            case INT, LONG -> type.put("type", "integer");
            case DOUBLE -> type.put("type", "number");
            case ARRAY -> type.put("type", "array").set("items", type(schema.getElementType()));
            case MAP -> type.put("type", "object").set("additionalProperties", type(schema.getValueType()));
            default -> throw new IllegalStateException("no form in JSON: " + schema);
        };
    }

    private ObjectNode reference(Schema schema) {
        if (!named.containsKey(schema.getName())) {
            named.put(schema.getName(), JSON.createObjectNode());
            named.put(schema.getName(), schema.getType() == Schema.Type.ENUM ? symbols(schema) : record(schema));
        }
        return JSON.createObjectNode().put("$ref", "#/$defs/" + schema.getName());
    }

    private static ObjectNode symbols(Schema schema) {
        ObjectNode symbols = JSON.createObjectNode().put("description", schema.getDoc());
        ArrayNode names = symbols.put("type", "string").putArray("enum");
        schema.getEnumSymbols().forEach(names::add);
        return symbols;
    }
}
