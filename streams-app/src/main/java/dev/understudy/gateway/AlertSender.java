package dev.understudy.gateway;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends records to the topic of alerts. Thread-safe. */
final class AlertSender {
    /** What became of a record. */
    enum Sent {
        /** All in-sync replicas have it. */
        ACKNOWLEDGED,
        /** Neither now nor later: the broker takes no record so long. */
        TOO_LARGE,
        /** It may or may not be there; to be sent again. */
        NOT_ACKNOWLEDGED
    }

    private static final Logger LOG = LoggerFactory.getLogger(AlertSender.class);
    private final Producer<byte[], byte[]> producer;
    private final SparingLog sparingly = new SparingLog();

    AlertSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Begins to send; the future never fails, and completes on a thread of the producer. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of every outcome
    CompletableFuture<Sent> send(byte[] key, byte[] value, List<RawHeader> headers) {
        CompletableFuture<Sent> sent = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.INCIDENTS, key, value);
        headers.forEach(header -> record.headers().add(header.key(), header.value()));
        try {
            producer.send(record, (metadata, problem) -> sent.complete(outcome(problem)));
        } catch (KafkaException | IllegalStateException e) {
            sent.complete(outcome(e));
        }
        return sent;
    }

    private Sent outcome(@Nullable Exception problem) {
        if (problem == null) {
            return Sent.ACKNOWLEDGED;
        }
        if (problem instanceof RecordTooLargeException) {
            return Sent.TOO_LARGE;
        }
        sparingly.run("producer", suppressed -> LOG.atWarn()
                .addKeyValue("problem", String.valueOf(problem.getMessage()))
                .addKeyValue("more", suppressed)
                .log("Kafka did not acknowledge an alert; its sender is told to send it again"));
        return Sent.NOT_ACKNOWLEDGED;
    }
}
