package dev.understudy.runtime.budget;

import dev.understudy.budget.LedgerEntry;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.ClientSettings;
import dev.understudy.runtime.kafka.StartupException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one partition of the budgets topic, read from its beginning; it holds a few days. For use by one thread, but for
 * {@link #wakeUp}.
 */
final class LedgerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerLog.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.BUDGETS, 0);
    private static final Duration CATCH_UP = Duration.ofSeconds(20);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicBoolean failing = new AtomicBoolean();

    LedgerLog(UnderstudyConfig config) {
        Map<String, Object> reading = ClientSettings.consumer(config);
        // Nothing here is written in transactions: whoever waits for one would wait for nothing.
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        Map<String, Object> writing = ClientSettings.producer(config);
        writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        consumer = new KafkaConsumer<>(reading);
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        producer = new KafkaProducer<>(writing);
    }

    /**
     * Reads what is there.
     *
     * @throws StartupException when it does not come
     */
    List<LedgerEntry> readToEnd() {
        List<LedgerEntry> entries = new ArrayList<>();
        long end = System.nanoTime() + CATCH_UP.toNanos();
        try {
            long last = consumer.endOffsets(List.of(PARTITION), CATCH_UP).getOrDefault(PARTITION, 0L);
            while (consumer.position(PARTITION, CATCH_UP) < last) {
                if (System.nanoTime() > end) {
                    throw new StartupException("kafka: " + Topics.BUDGETS + " could not be read within "
                            + CATCH_UP.toSeconds() + " s; look after the brokers and try again");
                }
                entries.addAll(read(Duration.ofMillis(100)));
            }
            return entries;
        } catch (KafkaException e) {
            throw new StartupException(
                    "kafka: " + Topics.BUDGETS + " could not be read (" + e.getMessage()
                            + "); grant this user the prefix incidents, and look after the brokers",
                    e);
        }
    }

    /** Reads what has come since; waits a moment for the first, unless woken up. */
    List<LedgerEntry> read(Duration atMost) {
        List<LedgerEntry> entries = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
                LedgerEntry entry = LedgerJson.decode(record.value());
                if (entry == null) {
                    LOG.atWarn()
                            .addKeyValue("topic", Topics.BUDGETS)
                            .addKeyValue("offset", record.offset())
                            .log("a record that is no entry of the ledger of budgets is passed over");
                } else {
                    entries.add(entry);
                }
            }
        } catch (WakeupException expected) {
            LOG.atTrace().log("woken up");
        }
        return entries;
    }

    /** Writes an entry. Whether it was written is known when it is read. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
    void append(LedgerEntry entry) {
        byte[] key = entry.account().provider().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(
                    new ProducerRecord<>(Topics.BUDGETS, PARTITION.partition(), key, LedgerJson.encode(entry)),
                    (metadata, problem) -> written(problem));
        } catch (KafkaException e) {
            written(e);
        }
    }

    private void written(@Nullable Exception problem) {
        if (problem == null) {
            if (failing.getAndSet(false)) {
                LOG.atInfo().log("budgets can be leased again");
            }
        } else if (!failing.getAndSet(true)) {
            LOG.atWarn()
                    .addKeyValue("topic", Topics.BUDGETS)
                    .addKeyValue("problem", String.valueOf(problem.getMessage()))
                    .log("budgets cannot be leased: when what is leased is spent, and a slice more, calls are refused");
        }
    }

    /** Ends the wait of {@link #read}. From any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    /** Waits a moment for what was appended. */
    @Override
    public void close() {
        producer.close(CLOSE);
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
