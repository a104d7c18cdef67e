package dev.understudy.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The Confluent wire format: a zero byte, four bytes of schema id (big endian), then one Avro datum in binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_LENGTH = 5;

    private static final int USUAL_LENGTH = 2048;
    /** The encoder holds a buffer of 2 kB; a thread keeps its own. */
    private static final ThreadLocal<BinaryEncoder> ENCODER =
            ThreadLocal.withInitial(() -> EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(0), null));

    private WireFormat() {}

    static boolean hasHeader(byte[] bytes) {
        return bytes.length >= HEADER_LENGTH && bytes[0] == MAGIC;
    }

    static int schemaId(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    static <D> byte[] write(int schemaId, DatumWriter<D> writer, D datum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_LENGTH);
        out.write(MAGIC);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, ENCODER.get());
        try {
            writer.write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes every byte", e);
        }
        return out.toByteArray();
    }

    /** Reads the datum after the header. Whatever Avro throws for bytes that do not match becomes an IOException. */
    static <D> D read(DatumReader<D> reader, byte[] bytes) throws IOException {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null);
        D datum;
        try {
            datum = reader.read(null, decoder);
        } catch (RuntimeException e) {
            throw new IOException("bytes do not match the schema", e);
        }
        if (!decoder.isEnd()) {
            throw new IOException("bytes are left over");
        }
        return datum;
    }
}
