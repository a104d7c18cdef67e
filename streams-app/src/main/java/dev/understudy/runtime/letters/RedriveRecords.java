package dev.understudy.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.TraceContext;
import dev.understudy.inflight.emission.RedriveHeaders;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.SchemaRegistryException;
import dev.understudy.serde.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a dead letter is sent again as. One from {@code incidents} as it was: bytes, key and headers. Of one from a retry
 * topic only the alert, to {@code incidents}: the request itself was owned by a task that may have answered since, so it
 * must not begin again under the same id.
 */
final class RedriveRecords {
    private final Codecs codecs;

    RedriveRecords(Codecs codecs) {
        this.codecs = codecs;
    }

    /**
     * The record that a dead letter becomes.
     *
     * @throws UndecodableException when it is no request
     * @throws SchemaRegistryException when the registry does not answer
     */
    ProducerRecord<byte[], byte[]> of(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                letter.why().topic().startsWith(Topics.RETRY_PREFIX) ? alert(letter) : original(letter);
        record.headers()
                .add(
                        RedriveHeaders.COUNT,
                        Integer.toString(letter.redrives() + 1).getBytes(UTF_8))
                .add(RedriveHeaders.LETTER, letter.id().toString().getBytes(UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> original(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(letter.why().topic(), letter.key(), letter.value());
        for (RawHeader header : letter.headers()) {
            if (!header.key().equals(RedriveHeaders.COUNT) && !header.key().equals(RedriveHeaders.LETTER)) {
                record.headers().add(header.key(), header.value());
            }
        }
        return record;
    }

    private ProducerRecord<byte[], byte[]> alert(DeadLetter letter) {
        byte[] value = letter.value();
        Alert alert = codecs.codec(Contract.ENRICHMENT_REQUEST, letter.why().topic())
                .decode(value == null ? new byte[0] : value)
                .alert();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.INCIDENTS,
                alert.key().value().getBytes(UTF_8),
                codecs.codec(Contract.ALERT, Topics.INCIDENTS).encode(alert));
        List<RawHeader> trace = new ArrayList<>(2);
        TraceContext.take(letter.headers(), trace);
        trace.forEach(header -> record.headers().add(header.key(), header.value()));
        return record;
    }
}
