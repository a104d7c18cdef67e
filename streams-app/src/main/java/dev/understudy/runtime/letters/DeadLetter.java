package dev.understudy.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.RawHeader;
import dev.understudy.inflight.emission.RedriveHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code incidents.dead-letter}. The arrays are not copied and must not be changed; two are never compared.
 *
 * @param at when it was written
 * @param key of the original
 * @param value of the original, or its first part
 * @param valueBytes length of what is kept of the value
 * @param headers of the original, without those that say why
 * @param redrives how often what it holds was sent again before
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        LetterId id,
        Instant at,
        Why why,
        byte @Nullable [] key,
        byte @Nullable [] value,
        int valueBytes,
        List<RawHeader> headers,
        int redrives) {
    private static final int LISTED_KEY_BYTES = 1024;
    private static final String PREFIX = "error.";

    public DeadLetter {
        headers = List.copyOf(headers);
    }

    /**
     * Why it became one.
     *
     * @param reason stable name
     * @param stage decode, fallback, process or restore
     * @param topic where the original was
     * @param partition -1 when it was in a store
     * @param index element of the original's body
     * @param instance who wrote it
     * @param lost lengths of what was cut or left out, by what; empty when it is whole
     */
    public record Why(
            String reason,
            String stage,
            String message,
            String topic,
            int partition,
            long offset,
            int index,
            String instance,
            List<String> lost) {

        public Why {
            lost = List.copyOf(lost);
        }

        /** The place of the original, for humans. */
        public String origin() {
            return topic + "-" + partition + " offset " + offset + (index == 0 ? "" : " element " + index);
        }
    }

    /** Reads a record; what is missing in it is empty, so that nothing a stranger wrote there stops the others. */
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        List<RawHeader> original = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!isOurs(record, header)) {
                original.add(new RawHeader(header.key(), header.value()));
            }
        }
        List<String> lost = new ArrayList<>();
        for (String part : List.of("", "key-", "header-")) {
            String bytes = text(record, PREFIX + "original-" + part + "bytes");
            if (!bytes.isEmpty()) {
                lost.add((part.isEmpty() ? "value" : part.replace("-", "")) + " of " + bytes + " bytes");
            }
        }
        return new DeadLetter(
                new LetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(Math.max(0, record.timestamp())),
                new Why(
                        text(record, "error.reason"),
                        text(record, "error.stage"),
                        text(record, "error.message"),
                        text(record, "error.topic"),
                        (int) number(record, "error.partition", -1),
                        number(record, "error.offset", -1),
                        (int) number(record, "error.index", 0),
                        text(record, "error.instance"),
                        lost),
                record.key(),
                record.value(),
                record.value() == null ? 0 : record.value().length,
                original,
                (int) number(record, RedriveHeaders.COUNT, 0));
    }

    /** The same without what may be large, for lists; of a long key the beginning. */
    public DeadLetter withoutValue() {
        byte[] begin = key == null || key.length <= LISTED_KEY_BYTES ? key : Arrays.copyOf(key, LISTED_KEY_BYTES);
        return new DeadLetter(id, at, why, begin, null, valueBytes, List.of(), redrives);
    }

    /** Ours is the last of its name: the original may have been a dead letter itself. */
    private static boolean isOurs(ConsumerRecord<byte[], byte[]> record, Header header) {
        return header.key().startsWith(PREFIX) && record.headers().lastHeader(header.key()) == header;
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String header, long otherwise) {
        try {
            return Long.parseLong(text(record, header));
        } catch (NumberFormatException notOurs) {
            return otherwise;
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
