package dev.understudy.runtime.client;

import dev.understudy.config.UnderstudyConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the last committed records of all partitions of a topic, then those that follow; of them those that are meant.
 * For use by one thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final Comparator<ConsumerRecord<byte[], byte[]>> OLDEST_FIRST = Comparator.comparingLong(
                    ConsumerRecord<byte[], byte[]>::timestamp)
            .thenComparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset);

    private final TopicReader reader;
    private final List<TopicPartition> partitions;
    private final Predicate<ConsumerRecord<byte[], byte[]>> meant;

    private TopicTail(
            TopicReader reader, String topic, int partitions, Predicate<ConsumerRecord<byte[], byte[]>> meant) {
        this.reader = reader;
        this.meant = meant;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    /** A tail of a topic of the configured cluster. */
    public static TopicTail connect(UnderstudyConfig config, String topic, int partitions) {
        return connect(config, topic, partitions, record -> true);
    }

    /** The same of those records that are meant. */
    public static TopicTail connect(
            UnderstudyConfig config, String topic, int partitions, Predicate<ConsumerRecord<byte[], byte[]>> meant) {
        return new TopicTail(TopicReader.connect(config), topic, partitions, meant);
    }

    /**
     * The records since a moment over all partitions, oldest first, the last ones when there are more than can be kept;
     * afterwards {@link #next} goes on behind them.
     *
     * @throws dev.understudy.runtime.kafka.StartupException when not all could be read
     */
    public List<ConsumerRecord<byte[], byte[]>> since(Instant moment, int atMost) {
        Map<TopicPartition, Long> ends = reader.ends(partitions);
        Map<TopicPartition, Long> starts = reader.starts(partitions, moment);
        List<ConsumerRecord<byte[], byte[]>> records = read(starts, ends, atMost);
        reader.seek(ends);
        return records;
    }

    /**
     * The last records over all partitions, oldest first; afterwards {@link #next} goes on behind them.
     *
     * @throws dev.understudy.runtime.kafka.StartupException when not all could be read
     */
    public List<ConsumerRecord<byte[], byte[]>> last(int count) {
        Map<TopicPartition, Long> beginnings = reader.starts(partitions, null);
        Map<TopicPartition, Long> ends = reader.ends(partitions);
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
            records = read(starts, ends, count);
            more = records.size() < count && !starts.equals(beginnings);
        }
        reader.seek(ends);
        return records;
    }

    /** The records that came since {@link #last} or {@link #since}; waits a moment for the first. */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        reader.readOn(record -> {
            if (meant.test(record)) {
                records.add(record);
            }
        });
        return records;
    }

    /** The last of those that are meant, oldest first. No more are held than asked for. */
    private List<ConsumerRecord<byte[], byte[]>> read(
            Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, int atMost) {
        PriorityQueue<ConsumerRecord<byte[], byte[]>> latest = new PriorityQueue<>(OLDEST_FIRST);
        reader.seek(starts);
        reader.readTo(ends, record -> {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < ends.getOrDefault(partition, 0L) && meant.test(record)) {
                latest.add(record);
                if (latest.size() > atMost) {
                    latest.remove();
                }
            }
        });
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(latest);
        records.sort(OLDEST_FIRST);
        return records;
    }

    @Override
    public void close() {
        reader.close();
    }
}
