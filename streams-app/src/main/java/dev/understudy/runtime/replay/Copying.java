package dev.understudy.runtime.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.enricher.ReplayedFrom;
import dev.understudy.runtime.client.BoundedProducer;
import dev.understudy.runtime.client.Pace;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.replay.intake.ReplayedAlert;
import dev.understudy.serde.Codec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Puts alerts into the topic of a replay at a steady rate, on a thread of its own. */
final class Copying implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Codec<Alert> codec;
    private final RawHeader mark;
    private final AtomicInteger copied = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
    private final Thread thread;

    private Copying(
            UnderstudyConfig config,
            String topic,
            Codec<Alert> codec,
            RunMark mark,
            List<ReplayedAlert> alerts,
            int rate) {
        this.producer = BoundedProducer.connect(config);
        this.topic = topic;
        this.codec = codec;
        this.mark = mark.header();
        this.thread = new Thread(() -> copy(alerts, rate), "replay-copying");
        thread.setDaemon(true);
    }

    /**
     * Begins.
     *
     * @param rate alerts a second; 0 as fast as it goes
     */
    static Copying start(
            UnderstudyConfig config,
            String topic,
            Codec<Alert> codec,
            RunMark mark,
            List<ReplayedAlert> alerts,
            int rate) {
        Copying copying = new Copying(config, topic, codec, mark, alerts, rate);
        copying.thread.start();
        return copying;
    }

    private void copy(List<ReplayedAlert> alerts, int rate) {
        Pace pace = new Pace(rate);
        try {
            for (ReplayedAlert alert : alerts) {
                pace.await();
                if (Thread.currentThread().isInterrupted() || problem.get() != null) {
                    return;
                }
                send(alert);
            }
            // Bounded by the delivery timeout.
            producer.flush();
        } catch (KafkaException e) {
            problem.compareAndSet(null, e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of every outcome
    private void send(ReplayedAlert replayed) {
        Alert alert = replayed.alert();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, alert.key().value().getBytes(UTF_8), codec.encode(alert));
        RawHeader from = ReplayedFrom.header(replayed.origin());
        record.headers().add(from.key(), from.value()).add(mark.key(), mark.value());
        producer.send(record, (metadata, refused) -> {
            if (refused == null) {
                copied.incrementAndGet();
            } else {
                problem.compareAndSet(null, refused);
            }
        });
    }

    int copied() {
        return copied.get();
    }

    /**
     * True once all of them are there.
     *
     * @throws StartupException when one could not be written
     */
    boolean isDone() {
        Exception refused = problem.get();
        if (refused != null) {
            throw new StartupException(
                    "kafka: an alert could not be copied to " + topic + " (" + refused.getMessage()
                            + "); mend that, then the same command goes on",
                    refused);
        }
        return !thread.isAlive();
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close(Duration.ofSeconds(5));
    }
}
