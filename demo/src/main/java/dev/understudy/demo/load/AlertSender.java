package dev.understudy.demo.load;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.runtime.kafka.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends alerts and keeps the request id of each that was acknowledged. Sending is for one thread, reading for any. */
public final class AlertSender implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final AlertTexts texts;
    private final List<SentAlert> sent = new ArrayList<>();
    private @Nullable String problem;

    private AlertSender(Producer<byte[], byte[]> producer, AlertTexts texts) {
        this.producer = producer;
        this.texts = texts;
    }

    /** A sender to the configured cluster. */
    public static AlertSender connect(UnderstudyConfig config, AlertTexts texts) {
        var properties = ClientSettings.producer(config);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        return new AlertSender(new KafkaProducer<>(properties), texts);
    }

    /** Sends the next text. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of every outcome
    public void send(int act) {
        AlertText text = texts.next();
        String key = text.key();
        producer.send(
                new ProducerRecord<>(
                        Topics.INCIDENTS,
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        text.text().getBytes(StandardCharsets.UTF_8)),
                (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged(text, act, metadata);
                    } else {
                        failed(failure);
                    }
                });
    }

    private synchronized void acknowledged(AlertText text, int act, RecordMetadata metadata) {
        Instant at = Instant.ofEpochMilli(metadata.timestamp());
        text.places(new RecordRef(metadata.topic(), metadata.partition(), metadata.offset(), at, 0))
                .forEach(place -> sent.add(new SentAlert(RequestIds.requestId(place), act, at)));
    }

    private synchronized void failed(Exception failure) {
        problem = String.valueOf(failure.getMessage());
    }

    /** Waits until each alert is acknowledged or has failed. */
    public void flush() {
        producer.flush();
    }

    /**
     * What was acknowledged so far.
     *
     * @throws IllegalStateException when an alert could not be sent: nobody knows then whether it is in the topic
     */
    public synchronized List<SentAlert> sent() {
        if (problem != null) {
            throw new IllegalStateException("an alert could not be sent: " + problem);
        }
        return List.copyOf(sent);
    }

    /** How many were acknowledged so far. */
    public synchronized int count() {
        return sent.size();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
