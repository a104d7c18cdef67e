package dev.understudy.sandbox.registry;

import dev.understudy.sandbox.registry.StoredSchema.Reference;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;

/** Parses Avro and compares versions with the client's own classes; other types are taken as they are. */
final class AvroRules {

    private AvroRules() {}

    /** The form under which equal schemas are equal. */
    static StoredSchema canonical(StoredSchema schema, Function<Reference, StoredSchema> lookup) {
        return schema.type().equals(StoredSchema.AVRO)
                ? new StoredSchema(schema.type(), parse(schema, lookup).canonicalString(), schema.references())
                : schema;
    }

    /** Why a schema cannot follow earlier ones (oldest first). */
    static List<String> problems(
            StoredSchema schema,
            List<StoredSchema> earlier,
            CompatibilityLevel level,
            Function<Reference, StoredSchema> lookup) {
        if (!schema.type().equals(StoredSchema.AVRO) || earlier.isEmpty()) {
            return List.of();
        }
        List<ParsedSchemaHolder> holders = earlier.stream()
                .filter(version -> version.type().equals(StoredSchema.AVRO))
                .<ParsedSchemaHolder>map(version -> new SimpleParsedSchemaHolder(parse(version, lookup)))
                .toList();
        return parse(schema, lookup).isCompatible(level, holders);
    }

    private static AvroSchema parse(StoredSchema schema, Function<Reference, StoredSchema> lookup) {
        Map<String, String> resolved = new LinkedHashMap<>();
        resolve(schema, lookup, resolved);
        List<SchemaReference> references = schema.references().stream()
                .map(reference -> new SchemaReference(reference.name(), reference.subject(), reference.version()))
                .toList();
        try {
            AvroSchema parsed = new AvroSchema(schema.text(), references, resolved, -1);
            parsed.validate(false);
            return parsed;
        } catch (AvroRuntimeException e) {
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    /** Depth first: a schema is parsed after those that it refers to. */
    private static void resolve(
            StoredSchema schema, Function<Reference, StoredSchema> lookup, Map<String, String> resolved) {
        for (Reference reference : schema.references()) {
            if (!resolved.containsKey(reference.name())) {
                StoredSchema target = lookup.apply(reference);
                resolve(target, lookup, resolved);
                resolved.put(reference.name(), target.text());
            }
        }
    }
}
