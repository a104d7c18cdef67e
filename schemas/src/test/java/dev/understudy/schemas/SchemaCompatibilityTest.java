package dev.understudy.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.v1.Alert;
import dev.understudy.v1.EnrichedIncident;
import dev.understudy.v1.Enrichment;
import dev.understudy.v1.EnrichmentRequest;
import dev.understudy.v1.InFlightEntry;
import dev.understudy.v1.KeyedAlert;
import dev.understudy.v1.KnownAnswer;
import dev.understudy.v1.ProviderAttempt;
import dev.understudy.v1.RawRecord;
import dev.understudy.v1.RecordRef;
import dev.understudy.v1.RecordedExchange;
import dev.understudy.v1.ResolvedMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the contracts to the rules of schemas/README.md. */
class SchemaCompatibilityTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Path CONTRACTS = Path.of("src/main/avro");
    private static final List<Schema> CURRENT = List.of(
            Alert.getClassSchema(),
            EnrichedIncident.getClassSchema(),
            Enrichment.getClassSchema(),
            EnrichmentRequest.getClassSchema(),
            InFlightEntry.getClassSchema(),
            KeyedAlert.getClassSchema(),
            KnownAnswer.getClassSchema(),
            ProviderAttempt.getClassSchema(),
            RawRecord.getClassSchema(),
            RecordRef.getClassSchema(),
            RecordedExchange.getClassSchema(),
            ResolvedMark.getClassSchema());

    @Test
    void shouldHoldEveryContractFile() throws IOException {
        assertThat(names(CONTRACTS))
                .containsExactlyInAnyOrderElementsOf(
                        CURRENT.stream().map(Schema::getName).toList());
    }

    @TestFactory
    Stream<DynamicTest> shouldBeFullyCompatibleWithEveryReleasedVersion() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path version : versions()) {
            for (Schema current : CURRENT) {
                Path file = version.resolve(current.getName() + ".avsc");
                if (Files.exists(file)) {
                    tests.add(DynamicTest.dynamicTest(version.getFileName() + " " + current.getName(), () -> {
                        Schema released = new Schema.Parser().parse(Files.readString(file));
                        assertThat(problems(current, released))
                                .as("today's code reads what was written then")
                                .isEmpty();
                        assertThat(problems(released, current))
                                .as("the code of then reads what is written today")
                                .isEmpty();
                    }));
                }
            }
        }
        long released = 0;
        for (Path version : versions()) {
            released += names(version).size();
        }
        assertThat(tests).as("a test for each released contract").hasSize((int) released);
        return tests.stream();
    }

    @Test
    void shouldFindAFieldWithoutDefaultIncompatible() {
        Schema alert = parse(Alert.getClassSchema().toString().replace("\"default\":\"\"", "\"order\":\"ignore\""));
        String renamed = alert.toString().replace("\"name\":\"summary\"", "\"name\":\"headline\"");

        assertThat(problems(parse(renamed), alert))
                .anyMatch(problem -> problem.contains("READER_FIELD_MISSING_DEFAULT"));
    }

    @TestFactory
    Stream<DynamicTest> shouldBeginEveryEnumWithUnknownAndDefaultToIt() {
        return types(Schema.Type.ENUM)
                .map(each -> DynamicTest.dynamicTest(each.getName(), () -> {
                    assertThat(each.getEnumSymbols()).first().isEqualTo("UNKNOWN");
                    assertThat(each.getEnumDefault()).isEqualTo("UNKNOWN");
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldDocumentEveryTypeAndField() {
        return Stream.of(Schema.Type.RECORD, Schema.Type.ENUM)
                .flatMap(SchemaCompatibilityTest::types)
                .map(each -> DynamicTest.dynamicTest(each.getName(), () -> {
                    assertThat(each.getDoc()).as(each.getName()).isNotBlank().endsWith(".");
                    if (each.getType() == Schema.Type.RECORD) {
                        each.getFields().forEach(field -> assertThat(field.doc())
                                .as(each.getName() + "." + field.name())
                                .isNotBlank());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldWriteEveryOptionalAsNullFirstWithDefaultNull() {
        return fields().filter(field -> field.schema().getType() == Schema.Type.UNION)
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> {
                    assertThat(field.schema().getTypes()).hasSize(2);
                    assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
                    assertThat(field.defaultVal()).isEqualTo(JsonProperties.NULL_VALUE);
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldWriteEveryTimeInMilliseconds() {
        return fields().filter(field -> field.name().endsWith("At")
                        || field.name().equals("notBefore")
                        || field.name().equals("timestamp"))
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> {
                    Schema type = field.schema().getType() == Schema.Type.UNION
                            ? field.schema().getTypes().get(1)
                            : field.schema();
                    assertThat(type.getLogicalType()).isNotNull();
                    assertThat(type.getLogicalType().getName()).isEqualTo("timestamp-millis");
                }));
    }

    @Test
    void shouldUseNoOtherLogicalType() {
        assertThat(fields().map(field -> field.schema().toString())
                        .flatMap(json -> Stream.of(json.split("\"logicalType\":\"", -1))
                                .skip(1)
                                .map(rest -> rest.substring(0, rest.indexOf('"'))))
                        .distinct())
                .containsExactly("timestamp-millis");
    }

    private static List<String> problems(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return pair.getType() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : pair.getResult().getIncompatibilities().stream()
                        .map(each -> each.getType() + " " + each.getLocation() + " " + each.getMessage())
                        .toList();
    }

    private static Schema parse(String json) {
        return new Schema.Parser().parse(json);
    }

    private static List<Path> versions() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replace(".avsc", ""))
                    .toList();
        }
    }

    private static Stream<Schema.Field> fields() {
        return types(Schema.Type.RECORD).flatMap(record -> record.getFields().stream());
    }

    private static Stream<Schema> types(Schema.Type type) {
        Map<String, Schema> named = new HashMap<>();
        CURRENT.forEach(schema -> collect(schema, named));
        return named.values().stream().filter(schema -> schema.getType() == type).collect(Collectors.toList()).stream();
    }

    private static void collect(Schema schema, Map<String, Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), named));
                }
            }
            case ENUM -> named.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), named);
            case MAP -> collect(schema.getValueType(), named);
            case UNION -> schema.getTypes().forEach(each -> collect(each, named));
            default -> {
                // a primitive names nothing
            }
        }
    }
}
