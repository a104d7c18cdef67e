package dev.understudy.runtime.client;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts to a topic: decoded and as Avro with their key, or the lines as they are. Waits are bounded. For use by
 * one thread.
 */
public final class AlertPublisher implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final AtomicLong sent = new AtomicLong();
    private final Set<PublishReport.Refusal> refusals = ConcurrentHashMap.newKeySet();

    /** A publisher on a producer that it closes. */
    AlertPublisher(Producer<byte[], byte[]> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /** A publisher to the configured cluster. */
    public static AlertPublisher connect(UnderstudyConfig config) {
        return new AlertPublisher(BoundedProducer.connect(config), Clock.systemUTC());
    }

    /**
     * Decodes each text and sends its alerts; what is no alert is refused with its line.
     *
     * @param change what is changed in each alert before it is sent
     * @param rate texts a second; 0 means as fast as it goes
     */
    public PublishReport publish(
            Iterable<NumberedText> texts,
            String topic,
            AlertFormat format,
            UnaryOperator<Alert> change,
            Codec<Alert> codec,
            int rate) {
        Pace pace = new Pace(rate);
        for (NumberedText text : texts) {
            pace.await();
            AlertBody body = text.decode(format, topic, clock.instant());
            for (KeyedAlert keyed : body.alerts()) {
                Alert alert = change.apply(keyed.alert());
                byte[] key = alert.key().value().getBytes(StandardCharsets.UTF_8);
                send(text.line(), topic, key, codec.encode(alert));
            }
            for (UnreadableAlert unreadable : body.unreadable()) {
                refusals.add(PublishReport.Refusal.of(text.line(), unreadable));
            }
        }
        return finish();
    }

    /** Sends each text as it is, without a key: the enricher keys it. */
    public PublishReport publishAsTheyAre(Iterable<NumberedText> texts, String topic, int rate) {
        Pace pace = new Pace(rate);
        for (NumberedText text : texts) {
            pace.await();
            send(text.line(), topic, null, text.text().getBytes(StandardCharsets.UTF_8));
        }
        return finish();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of every outcome
    private void send(int line, String topic, byte @Nullable [] key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value), (metadata, problem) -> {
                if (problem == null) {
                    sent.incrementAndGet();
                } else {
                    refuse(line, problem.getMessage());
                }
            });
        } catch (KafkaException e) {
            refuse(line, e.getMessage());
        }
    }

    private void refuse(int line, @Nullable String reason) {
        refusals.add(new PublishReport.Refusal(line, String.valueOf(reason)));
    }

    private PublishReport finish() {
        // Bounded by the delivery timeout.
        producer.flush();
        return new PublishReport(sent.get(), List.copyOf(refusals));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
