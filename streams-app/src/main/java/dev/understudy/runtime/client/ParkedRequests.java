package dev.understudy.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Parking;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Finds the requests that wait for an answer: those of the retry topics without a last word in {@code
 * incidents.enriched}. Reads committed records from their beginning to their present end. For use by one thread.
 */
public final class ParkedRequests implements AutoCloseable {
    private final TopicReader reader;
    private final Codec<EnrichmentRequest> codec;

    /** A search with a reader that it closes. */
    ParkedRequests(TopicReader reader, Codec<EnrichmentRequest> codec) {
        this.reader = reader;
        this.codec = codec;
    }

    /** A search in the configured cluster. */
    public static ParkedRequests connect(UnderstudyConfig config, Codec<EnrichmentRequest> codec) {
        return new ParkedRequests(TopicReader.connect(config), codec);
    }

    /**
     * The requests that wait, the next due first.
     *
     * @param partitions partition count by topic
     * @throws dev.understudy.runtime.kafka.StartupException when not all could be read
     */
    public List<EnrichmentRequest> find(Map<String, Integer> partitions) {
        Map<String, EnrichmentRequest> waiting = new LinkedHashMap<>();
        List<TopicPartition> retries = partitions.entrySet().stream()
                .filter(topic -> topic.getKey().startsWith(Topics.RETRY_PREFIX))
                .flatMap(topic -> partitions(topic.getKey(), topic.getValue()).stream())
                .toList();
        read(retries, null, record -> keepLatest(waiting, record));
        if (!waiting.isEmpty()) {
            List<TopicPartition> answers = partitions(Topics.ENRICHED, partitions.getOrDefault(Topics.ENRICHED, 0));
            read(answers, firstParked(waiting.values()), record -> removeAnswered(waiting, record));
        }
        return waiting.values().stream()
                .sorted(Comparator.comparing(ParkedRequests::dueAt))
                .toList();
    }

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    private void keepLatest(Map<String, EnrichmentRequest> waiting, ConsumerRecord<byte[], byte[]> record) {
        try {
            EnrichmentRequest request = codec.decode(record.value());
            waiting.merge(request.id(), request, (one, other) -> times(one) > times(other) ? one : other);
        } catch (UndecodableException unreadable) {
            // The fallback consumer makes a dead letter of it: it waits for nothing.
            return;
        }
    }

    private static void removeAnswered(Map<String, EnrichmentRequest> waiting, ConsumerRecord<byte[], byte[]> record) {
        String id = answeredBy(record);
        if (id != null) {
            waiting.remove(id);
        }
    }

    /**
     * The request whose last word a record of {@code incidents.enriched} is; null when it is none. The id of an answer is
     * its request id and revision: no value needs to be decoded.
     */
    static @Nullable String answeredBy(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader("ce_id");
        String text = id == null || id.value() == null ? "" : new String(id.value(), UTF_8);
        int slash = text.lastIndexOf('/');
        return slash > 0 && !text.endsWith("/0") ? text.substring(0, slash) : null;
    }

    private void read(
            List<TopicPartition> partitions, @Nullable Instant since, Consumer<ConsumerRecord<byte[], byte[]>> use) {
        reader.seek(reader.starts(partitions, since));
        reader.readTo(reader.ends(partitions), record -> {
            if (record.value() != null) {
                use.accept(record);
            }
        });
    }

    private static Instant firstParked(Collection<EnrichmentRequest> waiting) {
        return waiting.stream()
                .map(EnrichmentRequest::parking)
                .map(parking -> parking == null ? Instant.EPOCH : parking.firstAt())
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Instant dueAt(EnrichmentRequest request) {
        Parking parking = request.parking();
        return parking == null ? Instant.EPOCH : parking.notBefore();
    }

    private static int times(EnrichmentRequest request) {
        Parking parking = request.parking();
        return parking == null ? 0 : parking.times();
    }

    @Override
    public void close() {
        reader.close();
    }
}
