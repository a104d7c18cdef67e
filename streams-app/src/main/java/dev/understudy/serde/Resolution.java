package dev.understudy.serde;

import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** Whether what one schema wrote can be read with another. */
final class Resolution {
    private Resolution() {}

    /** What is in the way, or null when nothing is. */
    static @Nullable String problem(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            return pair.getResult().getIncompatibilities().stream()
                    .limit(5)
                    .map(problem -> problem.getType() + " at " + problem.getLocation())
                    .collect(Collectors.joining(
                            ", ", writer.getName() + " is not readable as " + reader.getName() + ": ", ""));
        }
        return wrongTime(reader, writer);
    }

    /** Avro reads any long as any time: microseconds taken for milliseconds would be wrong without a word. */
    private static @Nullable String wrongTime(Schema reader, Schema writer) {
        if (writer.getType() != Schema.Type.RECORD) {
            return null;
        }
        for (Schema.Field field : reader.getFields()) {
            Schema.Field written = writer.getField(field.name());
            LogicalType theirs = written == null ? null : logicalType(written.schema());
            LogicalType ours = logicalType(field.schema());
            if (ours != null && theirs != null && !Objects.equals(ours.getName(), theirs.getName())) {
                return field.name() + " is " + theirs.getName() + ", expected " + ours.getName();
            }
        }
        return null;
    }

    private static @Nullable LogicalType logicalType(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema.getLogicalType();
        }
        return schema.getTypes().stream()
                .map(Schema::getLogicalType)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
