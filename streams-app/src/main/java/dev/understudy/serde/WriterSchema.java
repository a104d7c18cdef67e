package dev.understudy.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * The schema that a codec writes with. Usually that of the contract; with {@code use.latest.version} the latest of the
 * subject, and then bytes of the contract are turned into its shape.
 *
 * @param latest null when it is that of the contract
 */
record WriterSchema(int id, Schema contract, @Nullable Schema latest) {

    /** The bytes, which were written with the contract, as the latest schema has them. */
    byte[] conform(byte[] bytes) {
        if (latest == null) {
            return bytes;
        }
        try {
            Object datum = WireFormat.read(new GenericDatumReader<>(contract, latest), bytes);
            return WireFormat.write(id, new GenericDatumWriter<>(latest), datum);
        } catch (IOException e) {
            throw new UncheckedIOException("The latest schema was checked when the codec was made", e);
        }
    }
}
