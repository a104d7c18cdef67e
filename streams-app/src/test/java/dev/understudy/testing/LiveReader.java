package dev.understudy.testing;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers, attempts and dead letters as a read_committed consumer sees them, on a thread of its own, while the
 * blows fall. Keeps little of each record, so that a hundred thousand are no burden. Safe for several threads.
 */
public final class LiveReader implements AutoCloseable {
    /** An answer, and when it became visible. */
    public record Answer(
            String requestId,
            int revision,
            EnrichmentOutcome outcome,
            @Nullable String provider,
            String instance,
            int partition,
            Instant sentAt,
            Instant seenAt) {
        /** From the send of the alert to its answer being visible. */
        public Duration delay() {
            return Duration.between(sentAt, seenAt);
        }
    }

    /** A call or a refusal. */
    public record Attempt(
            String requestId, String provider, String outcome, boolean called, int ordinal, String instance) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codecs codecs;
    private final Codec<EnrichedIncident> incidents;
    private final Codec<ProviderAttempt> attemptRecords;
    private final Thread thread = new Thread(this::read, "live-reader");

    private final List<Answer> answers = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Integer, Set<String>> byRevision = new HashMap<>();
    private final List<String> duplicates = new ArrayList<>();
    private int deadLetters;
    private @Nullable RuntimeException failure;
    private volatile boolean closed;

    private LiveReader(UnderstudyConfig config) {
        codecs = Codecs.create(config.schemaRegistry());
        incidents = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        attemptRecords = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
        consumer = CommittedReads.consumer(config.kafka().get("bootstrap.servers"));
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.ENRICHED, Topics.ATTEMPTS, Topics.DEAD_LETTER)) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads from the beginning of the topics on. */
    public static LiveReader start(UnderstudyConfig config) {
        LiveReader reader = new LiveReader(config);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    private void read() {
        try {
            while (!closed) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::take);
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = e;
            }
        } finally {
            consumer.close();
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        switch (ProviderKeys.absent(record).topic()) {
            case Topics.ENRICHED -> {
                EnrichedIncident answer = incidents.decode(record.value());
                String requestId = answer.identity().requestId();
                answers.add(new Answer(
                        requestId,
                        answer.revision(),
                        answer.outcome(),
                        answer.provenance().provider(),
                        answer.provenance().producer().instanceId(),
                        record.partition(),
                        answer.identity().origin().timestamp(),
                        Instant.now()));
                if (!byRevision
                        .computeIfAbsent(answer.revision(), revision -> new HashSet<>())
                        .add(requestId)) {
                    duplicates.add(requestId + "/" + answer.revision());
                }
            }
            case Topics.ATTEMPTS -> {
                ProviderAttempt attempt = attemptRecords.decode(record.value());
                attempts.add(new Attempt(
                        attempt.requestId(),
                        attempt.provider(),
                        attempt.outcomeLabel(),
                        attempt.called(),
                        attempt.ordinal(),
                        attempt.instanceId()));
            }
            default -> deadLetters++;
        }
    }

    /** Requests that have an answer of this revision or a later one. */
    public synchronized Set<String> answered(int leastRevision) {
        Set<String> answered = new HashSet<>();
        byRevision.forEach((revision, ids) -> {
            if (revision >= leastRevision) {
                answered.addAll(ids);
            }
        });
        return answered;
    }

    /** How many requests have their last word. */
    public synchronized int done() {
        return byRevision.getOrDefault(1, Set.of()).size();
    }

    /** Answers so far, in the order in which they became visible. */
    public synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** The first answer that became visible for each of these requests. */
    public Map<String, Answer> first(Collection<String> requests) {
        Set<String> wanted = Set.copyOf(requests);
        Map<String, Answer> first = new HashMap<>();
        answers().stream()
                .filter(answer -> wanted.contains(answer.requestId()))
                .forEach(answer -> first.putIfAbsent(answer.requestId(), answer));
        return first;
    }

    /** Attempts so far. */
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Each {@code requestId/revision} that was there already when it became visible. */
    public synchronized List<String> duplicates() {
        return List.copyOf(duplicates);
    }

    public synchronized int deadLetters() {
        return deadLetters;
    }

    /** For each partition of the answers, the longest time without a new one between two moments. */
    public Map<Integer, Duration> silences(int partitions, Instant from, Instant until) {
        Map<Integer, Duration> longest = new HashMap<>();
        Map<Integer, Instant> last = new HashMap<>();
        for (Answer answer : answers()) {
            if (!answer.seenAt().isBefore(from) && answer.seenAt().isBefore(until)) {
                Instant before = last.put(answer.partition(), answer.seenAt());
                longest.merge(
                        answer.partition(),
                        Duration.between(before == null ? from : before, answer.seenAt()),
                        LiveReader::longer);
            }
        }
        for (int partition = 0; partition < partitions; partition++) {
            longest.merge(partition, Duration.between(last.getOrDefault(partition, from), until), LiveReader::longer);
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Waits until the condition holds. */
    public LiveReader await(String what, Duration atMost, Predicate<LiveReader> condition) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .failFast(this::rethrow)
                .until(() -> condition.test(this));
        return this;
    }

    private synchronized void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized String toString() {
        return answers.size() + " answers to " + answered(0).size() + " requests, " + done() + " with a last word, "
                + attempts.size() + " attempts, " + deadLetters + " dead letters, " + duplicates.size()
                + " duplicates";
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        codecs.close();
        rethrow();
    }
}
