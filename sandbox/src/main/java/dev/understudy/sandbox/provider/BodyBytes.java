package dev.understudy.sandbox.provider;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Bodies whose bytes are not what a client expects. */
final class BodyBytes {

    private BodyBytes() {}

    static ByteBuf utf8(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts letters beyond ASCII into the answer, so that the charset matters. */
    static ByteBuf accented(ByteBuf correct) {
        return utf8(accentedText(correct));
    }

    static ByteBuf invalidUtf8(ByteBuf correct) {
        return Unpooled.wrappedBuffer(accentedText(correct).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String accentedText(ByteBuf correct) {
        return correct.toString(StandardCharsets.UTF_8).replace("is firing for", "löst Alarm aus für");
    }

    static ByteBuf gzip(ByteBuf correct) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            correct.readBytes(gzip, correct.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Unpooled.wrappedBuffer(out.toByteArray());
    }
}
