package dev.understudy.cli.replay;

import java.util.Locale;
import java.util.zip.CRC32;

/** Tells one content from another; nobody has a reason to forge one. */
final class Checksum {
    private Checksum() {}

    static String of(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
