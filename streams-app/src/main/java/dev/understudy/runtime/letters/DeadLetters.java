package dev.understudy.runtime.letters;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.StartupException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads {@code incidents.dead-letter}. For use by one thread. */
public final class DeadLetters implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final TopicReader reader;

    private DeadLetters(TopicReader reader) {
        this.reader = reader;
    }

    /**
     * Connects to the configured cluster.
     *
     * @throws StartupException when no broker answers, or the topic is missing
     */
    public static DeadLetters connect(UnderstudyConfig config) {
        try (Broker broker = Broker.connect(config, WAIT)) {
            broker.partitionsOf(Topics.DEAD_LETTER);
        }
        return new DeadLetters(TopicReader.connect(config));
    }

    /**
     * Reads those that are meant, in the order of each partition.
     *
     * @throws StartupException when the topic cannot be read
     */
    public void read(LetterFilter filter, Consumer<DeadLetter> use) {
        List<TopicPartition> partitions = reader.partitions(Topics.DEAD_LETTER);
        Map<TopicPartition, Long> ends = reader.ends(partitions);
        Map<TopicPartition, Long> starts =
                new HashMap<>(reader.starts(partitions, filter.range().since()));
        if (!filter.ids().isEmpty()) {
            starts.replaceAll((partition, start) -> filter.ids().stream()
                    .filter(id -> id.partition() == partition.partition())
                    .mapToLong(LetterId::offset)
                    .min()
                    .stream()
                    .map(first -> Math.max(first, start))
                    .findFirst()
                    .orElse(ends.getOrDefault(partition, start)));
        }
        reader.seek(starts);
        reader.readTo(ends, record -> {
            DeadLetter letter = DeadLetter.of(record);
            if (filter.takes(letter)) {
                use.accept(letter);
            }
        });
    }

    @Override
    public void close() {
        reader.close();
    }
}
