package dev.understudy.testing;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads topics as a read_committed consumer sees them, from the beginning. */
public final class TopicWatch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codecs codecs;
    private final Codec<EnrichedIncident> incidents;
    private final Codec<ProviderAttempt> attempts;
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

    public TopicWatch(UnderstudyConfig config) {
        codecs = Codecs.create(config.schemaRegistry());
        incidents = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        attempts = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
        consumer = CommittedReads.consumer(config.kafka().get("bootstrap.servers"));
        Set<String> topics = new TreeSet<>(Topics.all(config.providers().keySet()));
        if (config.output().json()) {
            topics.add(Topics.ENRICHED_JSON);
        }
        if (config.recordExchanges().enabled()) {
            topics.add(Topics.EXCHANGES);
        }
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what is there. */
    public TopicWatch poll() {
        consumer.poll(Duration.ofMillis(100))
                .forEach(record -> records.computeIfAbsent(record.topic(), topic -> new ArrayList<>())
                        .add(ProviderKeys.absent(record)));
        return this;
    }

    /** Reads all that is there, once nobody writes any more. */
    public TopicWatch toEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
        return this;
    }

    /** Reads until the condition holds; fails when it does not in time. */
    public TopicWatch await(Duration atMost, Predicate<TopicWatch> condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.test(poll())) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost + "; seen so far: " + this);
            }
        }
        return this;
    }

    /** Records read so far. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return records.getOrDefault(topic, List.of());
    }

    public int count(String topic) {
        return records(topic).size();
    }

    public List<EnrichedIncident> answers() {
        return records(Topics.ENRICHED).stream()
                .map(record -> incidents.decode(record.value()))
                .toList();
    }

    public List<ProviderAttempt> attempts() {
        return records(Topics.ATTEMPTS).stream()
                .map(record -> attempts.decode(record.value()))
                .toList();
    }

    public List<EnrichmentRequest> parked(String provider) {
        String topic = Topics.retry(provider);
        Codec<EnrichmentRequest> requests = codecs.codec(Contract.ENRICHMENT_REQUEST, topic);
        return records(topic).stream()
                .map(record -> requests.decode(record.value()))
                .toList();
    }

    /** Request ids that have an answer of this revision or a later one. */
    public Set<String> answered(int leastRevision) {
        return answers().stream()
                .filter(answer -> answer.revision() >= leastRevision)
                .map(answer -> answer.identity().requestId())
                .collect(Collectors.toSet());
    }

    /** (request id, revision) pairs that occur more than once. */
    public List<String> duplicates() {
        Map<String, Long> counts = answers().stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.identity().requestId() + "/" + answer.revision(), Collectors.counting()));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What was tried for requests that lack their last word: for the message of a failure. */
    public String unanswered(List<String> sent) {
        Set<String> answered = answered(1);
        StringBuilder story = new StringBuilder();
        for (String request : sent) {
            if (!answered.contains(request)) {
                story.append('\n').append(request);
                attempts().stream()
                        .filter(attempt -> attempt.requestId().equals(request))
                        .forEach(attempt -> story.append("\n  ")
                                .append(attempt.startedAt())
                                .append(" round ")
                                .append(attempt.round())
                                .append(' ')
                                .append(attempt.provider())
                                .append(' ')
                                .append(attempt.outcomeLabel()));
            }
        }
        return story.toString();
    }

    @Override
    public String toString() {
        return records.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().size())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        consumer.close();
        codecs.close();
    }
}
