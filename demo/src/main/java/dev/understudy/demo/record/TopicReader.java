package dev.understudy.demo.record;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.runtime.kafka.ClientSettings;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads the output topics from their beginning, committed records only. For use by one thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration LONGEST_READ = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;
    private final Codecs codecs;
    private final Codec<EnrichedIncident> incidents;
    private final Codec<ProviderAttempt> attempts;
    private final Map<String, Codec<EnrichmentRequest>> requests = new HashMap<>();
    private final List<TopicPartition> partitions;

    private TopicReader(UnderstudyConfig config) {
        codecs = Codecs.create(config.schemaRegistry());
        incidents = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        attempts = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
        config.providers().keySet().stream()
                .map(Topics::retry)
                .forEach(topic -> requests.put(topic, codecs.codec(Contract.ENRICHMENT_REQUEST, topic)));
        consumer = new KafkaConsumer<>(ClientSettings.consumer(config));
        partitions = Stream.concat(
                        Stream.of(Topics.ENRICHED, Topics.ATTEMPTS, Topics.DEAD_LETTER), requests.keySet().stream())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** A reader of the configured cluster, whose topics exist. */
    public static TopicReader connect(UnderstudyConfig config) {
        return new TopicReader(config);
    }

    /** Adds what is new; waits a moment for the first record. */
    public void poll(RunRecords records) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            add(record, Instant.now(), records);
        }
    }

    /**
     * Everything that is in the topics now.
     *
     * @throws IllegalStateException when the broker does not hand it out in time
     */
    public RunRecords readAll() {
        RunRecords records = new RunRecords();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long began = System.nanoTime();
        while (!partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))) {
            if (System.nanoTime() - began > LONGEST_READ.toNanos()) {
                throw new IllegalStateException("the topics could not be read to their end");
            }
            poll(records);
        }
        return records;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Instant at, RunRecords records) {
        switch (record.topic()) {
            case Topics.ENRICHED -> records.answer(incidents.decode(record.value()), at);
            case Topics.ATTEMPTS -> records.attempt(attempts.decode(record.value()));
            case Topics.DEAD_LETTER -> records.deadLetter(RequestIds.requestId(origin(record)));
            default -> {
                Codec<EnrichmentRequest> codec = requests.get(record.topic());
                if (codec != null) {
                    records.parked(codec.decode(record.value()).id());
                }
            }
        }
    }

    private static RecordRef origin(ConsumerRecord<byte[], byte[]> record) {
        return new RecordRef(
                header(record, "error.topic"),
                Integer.parseInt(header(record, "error.partition")),
                Long.parseLong(header(record, "error.offset")),
                Instant.EPOCH,
                Integer.parseInt(header(record, "error.index")));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "0" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
        codecs.close();
    }
}
