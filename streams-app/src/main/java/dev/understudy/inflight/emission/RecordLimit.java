package dev.understudy.inflight.emission;

import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a record may become. It is asked before anything is sent: what the producer finds too long ends the task, and
 * would do so again after each restart.
 *
 * @param maxBytes the longest record that the producer takes, key and headers included
 */
public record RecordLimit(int maxBytes) {
    /** More than Kafka adds to a record and its batch. */
    private static final int OVERHEAD = 256;

    private static final int OVERHEAD_OF_A_HEADER = 16;
    /** The original, and each text in a few places of the alert, where a byte that is no UTF-8 becomes three. */
    private static final int MOST_GROWTH = 32;
    /** What is there whatever the record holds. */
    private static final int FIXED_PARTS = 64 * 1024;

    /**
     * The value of an entry of a store.
     *
     * @throws OversizedRecordException when it would not fit into its changelog
     */
    public byte[] checkEntry(String key, byte[] value) {
        check("the stored form", OVERHEAD + utf8(key) + value.length);
        return value;
    }

    /**
     * The same record.
     *
     * @throws OversizedRecordException when it would not fit into its topic
     */
    Output check(Output output) {
        check("the form for " + output.topic(), size(output.key(), output.value(), output.headers()));
        return output;
    }

    private void check(String what, long bytes) {
        if (bytes > maxBytes) {
            throw new OversizedRecordException(what, bytes, maxBytes);
        }
    }

    /** True when whatever we make of a record of this length fits, so that nobody needs to make it to find out. */
    public boolean isAmpleFor(RawRecord record) {
        return FIXED_PARTS + MOST_GROWTH * size(record.key(), record.value(), record.headers()) <= maxBytes;
    }

    /** True when a record of these parts fits. */
    public boolean fits(byte @Nullable [] key, byte @Nullable [] value, List<RawHeader> headers) {
        return size(key, value, headers) <= maxBytes;
    }

    private static long size(byte @Nullable [] key, byte @Nullable [] value, List<RawHeader> headers) {
        return OVERHEAD + length(key) + length(value) + size(headers);
    }

    /** What headers take. */
    static long size(List<RawHeader> headers) {
        long size = 0;
        for (RawHeader header : headers) {
            size += OVERHEAD_OF_A_HEADER + utf8(header.key()) + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** At most three bytes a character: an upper bound is enough. */
    private static long utf8(String text) {
        return 3L * text.length();
    }
}
