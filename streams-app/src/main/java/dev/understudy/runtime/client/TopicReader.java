package dev.understudy.runtime.client;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.ClientSettings;
import dev.understudy.runtime.kafka.StartupException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads committed records from one set of positions to another, all of them or not at all. For use by one thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration silence;

    /** A reader on a consumer that it closes; it waits so long for a record that is there. */
    TopicReader(Consumer<byte[], byte[]> consumer, Duration silence) {
        this.consumer = consumer;
        this.silence = silence;
    }

    public static TopicReader connect(UnderstudyConfig config) {
        return new TopicReader(new KafkaConsumer<>(ClientSettings.consumer(config)), SILENCE);
    }

    /** The partitions of a topic; none when it is not there. */
    public List<TopicPartition> partitions(String topic) {
        return consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
    }

    /** The ends of what is committed. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    /** The first offsets with a timestamp from then on; the beginnings for null. */
    public Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions, @Nullable Instant since) {
        if (since == null) {
            return consumer.beginningOffsets(partitions);
        }
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(partitions));
        at(partitions, since).forEach((partition, found) -> starts.put(partition, found.offset()));
        return starts;
    }

    /** The timestamp of the first record of these partitions that there is; null when there is none. */
    public @Nullable Instant first(Collection<TopicPartition> partitions) {
        return at(partitions, Instant.EPOCH).values().stream()
                .map(found -> Instant.ofEpochMilli(found.timestamp()))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private Map<TopicPartition, OffsetAndTimestamp> at(Collection<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(times));
        found.values().removeIf(Objects::isNull);
        return found;
    }

    /** Goes to these positions. */
    public void seek(Map<TopicPartition, Long> positions) {
        consumer.assign(positions.keySet());
        positions.forEach(consumer::seek);
    }

    /** Where the next record is read. */
    public Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /**
     * Reads on to these ends; some records behind them may come along.
     *
     * @throws StartupException when the brokers fall silent before
     */
    public void readTo(
            Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> use) {
        long progress = System.nanoTime();
        long left = left(ends);
        while (left > 0) {
            readOn(use);
            long now = left(ends);
            if (now < left) {
                progress = System.nanoTime();
                left = now;
            } else if (System.nanoTime() - progress > silence.toNanos()) {
                throw new StartupException("kafka: " + left + " records of " + ends.keySet() + " did not come within "
                        + silence.toSeconds() + " s; look after the brokers and try again");
            }
        }
    }

    /** Reads what has come since; waits a moment for the first. */
    public void readOn(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> use) {
        consumer.poll(POLL).forEach(use);
    }

    private long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
