package dev.understudy.runtime.client;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.runtime.kafka.ClientSettings;
import dev.understudy.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts to a topic: decoded and as Avro with their key, or the lines as they are. Waits are bounded. For use by
 * one thread.
 */
public final class AlertPublisher implements AutoCloseable {
    private static final int BLOCK_MILLIS = 10_000;
    private static final int DELIVERY_MILLIS = 30_000;

    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final AtomicLong sent = new AtomicLong();
    private final ConcurrentLinkedQueue<PublishReport.Refusal> refusals = new ConcurrentLinkedQueue<>();

    /** A publisher on a producer that it closes. */
    AlertPublisher(Producer<byte[], byte[]> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /** A publisher to the configured cluster. */
    public static AlertPublisher connect(UnderstudyConfig config) {
        Map<String, Object> properties = ClientSettings.producer(config);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new AlertPublisher(new KafkaProducer<>(properties), Clock.systemUTC());
    }

    /**
     * Decodes each text and sends its alerts; what is no alert is refused with its line.
     *
     * @param rate texts a second; 0 means as fast as it goes
     */
    public PublishReport publish(
            Iterable<NumberedText> texts, String topic, AlertFormat format, Codec<Alert> codec, int rate) {
        Pace pace = new Pace(rate);
        for (NumberedText text : texts) {
            pace.await();
            AlertBody body = format.read(record(text, topic));
            for (KeyedAlert keyed : body.alerts()) {
                byte[] key = keyed.alert().key().value().getBytes(StandardCharsets.UTF_8);
                send(text.line(), topic, key, codec.encode(keyed.alert()));
            }
            for (UnreadableAlert unreadable : body.unreadable()) {
                refuse(text.line(), unreadable.reason().name() + ": " + unreadable.message());
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

    private RawRecord record(NumberedText text, String topic) {
        // No record yet: the line stands for the offset.
        RecordRef reference = new RecordRef(topic, 0, text.line(), clock.instant(), 0);
        return new RawRecord(reference, null, text.text().getBytes(StandardCharsets.UTF_8), List.of());
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

    /** Spreads sends evenly over each second. */
    private static final class Pace {
        private final long gapNanos;
        private long next = System.nanoTime();

        Pace(int rate) {
            this.gapNanos = rate < 1 ? 0 : 1_000_000_000L / rate;
        }

        void await() {
            for (long left = next - System.nanoTime(); gapNanos > 0 && left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
            next += gapNanos;
        }
    }
}
