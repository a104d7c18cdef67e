package dev.understudy.runtime.audit;

import dev.understudy.config.Role;
import dev.understudy.config.StartFrom;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.enricher.EnricherNames;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codecs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the topics back and holds what was sent against what came of it. It belongs to no group and writes nothing, so it
 * can run beside the applications. For use by one thread.
 */
public final class Audit {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** How far a record's timestamp may be ahead of the broker's clock: Kafka's message.timestamp.after.max.ms. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final UnderstudyConfig config;
    private final TimeRange range;
    private final Duration slack;
    private final AlertFormat format;
    private final Clock clock;

    /**
     * An audit of the configured installation.
     *
     * @param slack what is allowed on top of {@code deadline} and {@code expires}
     */
    public Audit(UnderstudyConfig config, TimeRange range, Duration slack, AlertFormat format, Clock clock) {
        this.config = config;
        this.range = range;
        this.slack = slack;
        this.format = format;
        this.clock = clock;
    }

    /** The partitions that are read, by what they hold. */
    private record Read(Set<TopicPartition> intake, Set<TopicPartition> outputs, Set<TopicPartition> attempts) {
        static Read of(Map<String, Integer> topics) {
            List<String> outputs = new ArrayList<>(List.of(Topics.ENRICHED, Topics.DEAD_LETTER));
            topics.keySet().stream()
                    .filter(topic -> topic.startsWith(Topics.RETRY_PREFIX))
                    .forEach(outputs::add);
            return new Read(
                    partitions(List.of(Topics.INCIDENTS), topics),
                    partitions(outputs, topics),
                    partitions(List.of(Topics.ATTEMPTS), topics));
        }

        private static Set<TopicPartition> partitions(List<String> names, Map<String, Integer> topics) {
            return names.stream()
                    .flatMap(name -> IntStream.range(0, topics.getOrDefault(name, 0))
                            .mapToObj(number -> new TopicPartition(name, number)))
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Does it. Takes as long as the topics are long; and when something is missing, until it would have to be there at
     * the latest, since nobody records when an alert was read.
     *
     * @throws dev.understudy.runtime.kafka.StartupException when the topics cannot be read
     */
    public AuditReport run() {
        Map<TopicPartition, Long> committed;
        Read read;
        try (Broker broker = Broker.connect(config, ANSWER)) {
            for (String topic : List.of(Topics.INCIDENTS, Topics.ENRICHED, Topics.DEAD_LETTER, Topics.ATTEMPTS)) {
                broker.partitionsOf(topic);
            }
            read = Read.of(broker.partitions());
            committed = broker.positions(Role.ENRICHER.applicationId());
        }
        Instant began = clock.instant();
        try (Codecs codecs = Codecs.create(config.schemaRegistry());
                TopicReader reader = TopicReader.connect(config)) {
            Map<TopicPartition, Long> ends = reader.ends(read.intake());
            AuditScope scope =
                    new AuditScope(range, byNumber(ends), byNumber(committed), startedAfter(read, reader, began));
            Reconciliation reconciliation = new Reconciliation(scope, AuditLimits.of(config, slack));
            return run(new Session(read, new FactReader(config, codecs, format), reader, reconciliation), ends, began);
        }
    }

    /** What one run works with. */
    private record Session(Read read, FactReader facts, TopicReader reader, Reconciliation reconciliation) {
        void tell(ConsumerRecord<byte[], byte[]> record) {
            facts.tell(record, reconciliation);
        }
    }

    private AuditReport run(Session session, Map<TopicPartition, Long> ends, Instant began) {
        TopicReader reader = session.reader();
        reader.seek(reader.starts(session.read().intake(), range.since()));
        reader.readTo(ends, record -> session.facts().sent(record).forEach(session.reconciliation()::sent));
        Instant oldest = session.reconciliation().oldest() == null
                ? range.since()
                : session.reconciliation().oldest();
        Instant since = oldest == null ? null : oldest.minus(AHEAD);

        reader.seek(reader.starts(session.read().outputs(), since));
        reader.readTo(reader.ends(session.read().outputs()), session::tell);
        Instant judged = awaitSuspects(session, began);
        // The ends of the calls first, so that none is taken for early for want of the answer that came before it.
        Map<TopicPartition, Long> calls = reader.ends(session.read().attempts());
        reader.readTo(reader.ends(session.read().outputs()), session::tell);
        reader.seek(reader.starts(session.read().attempts(), since));
        reader.readTo(calls, record -> {
            if (record.offset() < calls.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                session.tell(record);
            }
        });
        return session.reconciliation().report(judged);
    }

    /**
     * What lacks an end had been read when the audit began, so it has one when the first revision is due after that, or
     * never. Returns the moment at which all that still lacks one does so for good.
     */
    private Instant awaitSuspects(Session session, Instant began) {
        Reconciliation reconciliation = session.reconciliation();
        Instant due = began.plus(config.deadline()).plus(slack);
        Instant now = clock.instant();
        while (now.isBefore(due) && reconciliation.suspects(now) > 0) {
            session.reader().readOn(session::tell);
            now = clock.instant();
        }
        if (reconciliation.suspects(now) > 0) {
            Map<TopicPartition, Long> positions = session.reader().positions();
            readOnTheirWay(session);
            session.reader().seek(positions);
        }
        return now;
    }

    /** An enricher that cannot keep up leaves alerts in its own topic: they are read and not lost. */
    private void readOnTheirWay(Session session) {
        TopicReader reader = session.reader();
        Map<TopicPartition, Long> starts =
                new HashMap<>(reader.starts(reader.partitions(EnricherNames.rekeyedTopic()), null));
        try (Broker broker = Broker.connect(config, ANSWER)) {
            broker.positions(Role.ENRICHER.applicationId())
                    .forEach((partition, position) -> starts.computeIfPresent(partition, (same, first) -> position));
        }
        reader.seek(starts);
        reader.readTo(
                reader.ends(starts.keySet()), record -> session.facts().tellOnItsWay(record, session.reconciliation()));
    }

    /** The enricher started where it did a moment before it wrote its first record, and outputs outlive what was sent. */
    private Instant startedAfter(Read read, TopicReader reader, Instant began) {
        StartFrom from = config.startFrom();
        if (from.position() == StartFrom.Position.EARLIEST) {
            return Instant.EPOCH;
        }
        List<TopicPartition> written = new ArrayList<>(read.outputs());
        written.addAll(read.attempts());
        Instant first = reader.first(written);
        Duration back = from.back();
        return (first == null ? began : first).minus(back == null ? Duration.ZERO : back);
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byNumber = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(Topics.INCIDENTS)) {
                byNumber.put(partition.partition(), offset);
            }
        });
        return byNumber;
    }
}
