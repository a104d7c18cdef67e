package dev.understudy.serde;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Avro data of a schema with random parts, as another program may have written it. */
final class RandomAvro {
    private final Random random;

    RandomAvro(long seed) {
        this.random = new Random(seed);
    }

    Object next(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), next(field.schema())));
                yield record;
            }
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(next(schema.getElementType()));
                }
                yield items;
            }
            case MAP -> {
                Map<String, Object> entries = new HashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put("größe " + random.nextInt(), next(schema.getValueType()));
                }
                yield entries;
            }
            case UNION ->
                next(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case STRING -> "tëxt | " + random.nextInt();
            case BYTES -> ByteBuffer.wrap(new byte[] {(byte) random.nextInt(), 0, -1});
            case INT -> random.nextInt(1, 1_000_000);
            case LONG -> random.nextLong(-1L << 40, 1L << 45);
            case DOUBLE -> random.nextGaussian();
            case BOOLEAN -> random.nextBoolean();
            case NULL -> null;
            case FLOAT, FIXED -> throw new AssertionError("no contract has " + schema);
        };
    }
}
