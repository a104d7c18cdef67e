package dev.understudy.runtime.client;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.fallback.DrainOrder;
import dev.understudy.policy.Routes;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Has all instances try what waits now, instead of after its pause, and listens to what comes of it. For use by one
 * thread.
 */
public final class ParkedDrain {
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(30);

    private final UnderstudyConfig config;
    private final Codec<ProviderAttempt> attempts;
    private final Map<String, Integer> partitions;

    /**
     * A drain of this installation.
     *
     * @param partitions partition count by topic
     */
    public ParkedDrain(UnderstudyConfig config, Codec<ProviderAttempt> attempts, Map<String, Integer> partitions) {
        this.config = config;
        this.attempts = attempts;
        this.partitions = Map.copyOf(partitions);
    }

    /**
     * What came of it.
     *
     * @param due requests that wait, concern the provider, and are due without an order
     * @param released those that were in their pause
     * @param answered those that have a last word since
     * @param tried those of the other released ones whose next call, or refusal to call, was heard of
     */
    public record Report(int due, int released, int answered, int tried) {
        /** Those that nothing was heard of. */
        public int unheard() {
            return released - answered - tried;
        }
    }

    /**
     * Sends the order, when one of these is in its pause, and listens.
     *
     * @param waiting the requests that wait
     * @param provider only those whose chain has this provider; null for all
     * @param atMost how long to listen; ends when all were heard of
     * @throws StartupException when the order cannot be sent
     */
    public Report run(List<EnrichmentRequest> waiting, @Nullable String provider, Duration atMost, Instant now) {
        Routes routes = Routes.of(config);
        List<EnrichmentRequest> concerned = waiting.stream()
                .filter(request ->
                        provider == null || routes.of(request).chain().contains(provider))
                .toList();
        Set<String> ids = concerned.stream()
                .filter(request -> request.parking() != null
                        && request.parking().notBefore().isAfter(now))
                .map(EnrichmentRequest::id)
                .collect(Collectors.toSet());
        int due = concerned.size() - ids.size();
        return ids.isEmpty() ? new Report(due, 0, 0, 0) : release(ids, due, provider, atMost);
    }

    private Report release(Set<String> ids, int due, @Nullable String provider, Duration atMost) {
        Set<String> answered = new HashSet<>();
        Set<String> tried = new HashSet<>();
        try (TopicReader reader = TopicReader.connect(config)) {
            List<TopicPartition> listened = new ArrayList<>(reader.partitions(Topics.ATTEMPTS));
            listened.addAll(reader.partitions(Topics.ENRICHED));
            reader.seek(reader.ends(listened));
            order(provider);
            long end = System.nanoTime() + atMost.toNanos();
            while (heard(answered, tried) < ids.size() && System.nanoTime() < end) {
                reader.readOn(record -> {
                    boolean isAnswer = record.topic().equals(Topics.ENRICHED);
                    String id = isAnswer ? ParkedRequests.answeredBy(record) : triedBy(record);
                    if (id != null && ids.contains(id)) {
                        (isAnswer ? answered : tried).add(id);
                    }
                });
            }
        }
        tried.removeAll(answered);
        return new Report(due, ids.size(), answered.size(), tried.size());
    }

    private static int heard(Set<String> answered, Set<String> tried) {
        Set<String> both = new HashSet<>(answered);
        both.addAll(tried);
        return both.size();
    }

    private void order(@Nullable String provider) {
        // Any retry topic will do: the task of a partition reads that partition of all of them.
        String topic = Topics.retry(
                provider == null ? config.providers().keySet().iterator().next() : provider);
        if (!partitions.containsKey(topic)) {
            throw new StartupException("topics: " + topic + " is missing; run: understudy topics create");
        }
        RawHeader header = new DrainOrder(provider).header();
        try (Producer<byte[], byte[]> producer = BoundedProducer.connect(config)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int partition = 0; partition < partitions.getOrDefault(topic, 0); partition++) {
                ProducerRecord<byte[], byte[]> order = new ProducerRecord<>(topic, partition, null, null);
                order.headers().add(header.key(), header.value());
                sent.add(producer.send(order));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(ACKNOWLEDGED.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new StartupException("kafka: the order could not be written to " + topic + " (" + e.getMessage()
                    + "); it may have reached some partitions, and can be given again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while giving the order");
        }
    }

    private @Nullable String triedBy(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null
                    ? null
                    : attempts.decode(record.value()).requestId();
        } catch (UndecodableException foreign) {
            return null;
        }
    }
}
