package dev.understudy.runtime.client;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the last committed records of all partitions of a topic, then those that follow. For use by one thread. */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** A tail on a consumer that it closes. */
    TopicTail(Consumer<byte[], byte[]> consumer, String topic, int partitions) {
        this.consumer = consumer;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        consumer.assign(this.partitions);
    }

    /** A tail of a topic of the configured cluster. */
    public static TopicTail connect(UnderstudyConfig config, String topic, int partitions) {
        return new TopicTail(new KafkaConsumer<>(ClientSettings.consumer(config)), topic, partitions);
    }

    /** The last records over all partitions, oldest first; afterwards {@link #next} goes on behind them. */
    public List<ConsumerRecord<byte[], byte[]>> last(int count) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        // Transaction markers take offsets too, so the last offsets may hold fewer records than asked for: look
        // further.
        boolean more = count > 0;
        for (long span = 2L * count + 10; more; span *= 8) {
            Map<TopicPartition, Long> starts = new HashMap<>();
            for (TopicPartition partition : partitions) {
                long beginning = beginnings.getOrDefault(partition, 0L);
                starts.put(partition, Math.max(beginning, ends.getOrDefault(partition, 0L) - span));
            }
            records = read(starts, ends);
            more = records.size() < count && !starts.equals(beginnings);
        }
        ends.forEach(consumer::seek);
        records.sort(Comparator.comparingLong(ConsumerRecord<byte[], byte[]>::timestamp)
                .thenComparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        return records.subList(Math.max(0, records.size() - count), records.size());
    }

    /** The records that came since; waits a moment for the first. */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.poll(POLL).forEach(records::add);
        return records;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(
            Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        starts.forEach(consumer::seek);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long lastProgress = System.nanoTime();
        while (!reached(ends) && System.nanoTime() - lastProgress < SILENCE.toNanos()) {
            int before = records.size();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    records.add(record);
                }
            }
            if (records.size() > before) {
                lastProgress = System.nanoTime();
            }
        }
        return records;
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
