package dev.understudy.inflight.emission;

import static dev.understudy.inflight.emission.OutputEncoder.header;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters: the original key, value and headers, with headers that say why. What is too long to be kept whole
 * is cut or left out, and a header tells its length.
 *
 * @param maxValueBytes a longer value is cut to its first part
 * @param limit what the whole has to fit into
 */
record DeadLetterRecord(String instanceId, int maxValueBytes, RecordLimit limit) {
    /** The headers that say why are shorter than this. */
    private static final int ROOM_FOR_REASON = 8 * 1024;

    Output of(RawRecord original, DeadLetterReason reason) {
        int room = limit.maxBytes() - ROOM_FOR_REASON;
        List<RawHeader> why = why(original, reason);
        long headerBytes = RecordLimit.size(original.headers());
        boolean keepHeaders = headerBytes <= room / 4;
        if (!keepHeaders) {
            why.add(header("error.original-header-bytes", Long.toString(headerBytes)));
            RedriveHeaders.carry(original.headers(), why);
        }
        byte[] key = cut(original.key(), room / 4, "error.original-key-bytes", why);
        int rest = room - room / 4 - (keepHeaders ? (int) headerBytes : 0);
        byte[] value = cut(original.value(), Math.min(maxValueBytes, rest), "error.original-bytes", why);
        List<RawHeader> headers = new ArrayList<>(keepHeaders ? original.headers() : List.of());
        headers.addAll(why);
        return new Output(Topics.DEAD_LETTER, key, value, headers);
    }

    private List<RawHeader> why(RawRecord original, DeadLetterReason reason) {
        return new ArrayList<>(List.of(
                header("error.reason", reason.code()),
                header("error.message", reason.message()),
                header("error.stage", reason.stage()),
                header("error.topic", original.origin().topic()),
                header("error.partition", Integer.toString(original.origin().partition())),
                header("error.offset", Long.toString(original.origin().offset())),
                header("error.index", Integer.toString(original.origin().index())),
                header("error.timestamp", original.origin().timestamp().toString()),
                header("error.instance", instanceId)));
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int most, String tell, List<RawHeader> why) {
        if (bytes == null || bytes.length <= most) {
            return bytes;
        }
        why.add(header(tell, Integer.toString(bytes.length)));
        return Arrays.copyOf(bytes, most);
    }
}
