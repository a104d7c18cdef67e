package dev.understudy.runtime.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.letters.DeadLetter;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads what the topics hold about one alert: of each topic of ours the one partition that the key has there, and of its
 * records only those under the key are decoded. Dead letters have the key that the sender chose, so
 * all partitions of those are looked at. For use by one thread.
 */
public final class StoryReader implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Set<String> TOLD = Set.of(Topics.ENRICHED, Topics.ATTEMPTS, Topics.RESOLVED);

    private final Map<String, Integer> topics;
    private final TopicReader reader;
    private final Codec<EnrichedIncident> incidents;
    private final Codec<ProviderAttempt> attempts;
    private final Codec<EnrichmentRequest> requests;
    private final Codec<ResolvedMark> marks;

    private StoryReader(UnderstudyConfig config, Codecs codecs, Map<String, Integer> topics) {
        this.topics = topics;
        incidents = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        attempts = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
        requests = codecs.codec(
                Contract.ENRICHMENT_REQUEST,
                Topics.retry(config.providers().keySet().iterator().next()));
        marks = codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED);
        reader = TopicReader.connect(config);
    }

    /**
     * A reader of the configured cluster.
     *
     * @throws StartupException when there is no installation
     */
    public static StoryReader connect(UnderstudyConfig config, Codecs codecs) {
        try (Broker broker = Broker.connect(config, ANSWER)) {
            for (String topic : List.of(Topics.ENRICHED, Topics.ATTEMPTS, Topics.DEAD_LETTER)) {
                broker.partitionsOf(topic);
            }
            return new StoryReader(config, codecs, broker.partitions());
        }
    }

    /**
     * What happened to an alert.
     *
     * @param key its Kafka key
     * @param since older records are not read
     */
    public Story read(String key, Instant since) {
        StoryCollector collector = new StoryCollector(key);
        byte[] bytes = key.getBytes(UTF_8);
        List<TopicPartition> ours = new ArrayList<>();
        List<TopicPartition> letters = new ArrayList<>();
        topics.forEach((topic, count) -> {
            if (topic.equals(Topics.DEAD_LETTER)) {
                IntStream.range(0, count).forEach(number -> letters.add(new TopicPartition(topic, number)));
            } else if (TOLD.contains(topic) || topic.startsWith(Topics.RETRY_PREFIX)) {
                ours.add(new TopicPartition(topic, Utils.toPositive(Utils.murmur2(bytes)) % count));
            }
        });
        readAll(ours, since, record -> {
            if (Arrays.equals(bytes, record.key()) && record.value() != null) {
                take(record.topic(), record.value(), collector);
            }
        });
        readAll(
                letters,
                since,
                record -> collector.add(
                        DeadLetter.of(record), record.key() == null ? null : new String(record.key(), UTF_8)));
        return collector.story();
    }

    private void readAll(
            List<TopicPartition> partitions,
            Instant since,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> use) {
        reader.seek(reader.starts(partitions, since));
        reader.readTo(reader.ends(partitions), use);
    }

    private void take(String topic, byte[] value, StoryCollector collector) {
        try {
            if (topic.equals(Topics.ENRICHED)) {
                collector.add(incidents.decode(value));
            } else if (topic.equals(Topics.ATTEMPTS)) {
                collector.add(attempts.decode(value));
            } else if (topic.equals(Topics.RESOLVED)) {
                collector.add(marks.decode(value));
            } else {
                collector.add(topic.substring(Topics.RETRY_PREFIX.length()), requests.decode(value));
            }
        } catch (UndecodableException foreign) {
            // Whoever needed it made a dead letter of it, and that is told.
            return;
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
