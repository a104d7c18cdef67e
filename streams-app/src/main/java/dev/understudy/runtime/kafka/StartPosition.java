package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import dev.understudy.config.StartFrom;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits where the very first start begins, as offsets. Kafka's own reset policies decide anew for each partition that
 * has no committed offset whenever it is assigned, so that {@code latest} and {@code by_duration} skip what arrives on a
 * quiet partition between two starts, or between the look-up and the first poll.
 */
public final class StartPosition {
    private static final Logger LOG = LoggerFactory.getLogger(StartPosition.class);

    private final Broker broker;
    private final Clock clock;

    /** A position on a cluster; the broker stays the caller's to close. */
    public StartPosition(Broker broker, Clock clock) {
        this.broker = broker;
        this.clock = clock;
    }

    /** Commits the position of every partition of the intake on the first start, and nothing on later ones. */
    public void commit(UnderstudyConfig config, Installation installation) {
        StartFrom startFrom = config.startFrom();
        Namespace namespace = installation.namespace();
        String group = namespace.applicationId(Role.ENRICHER);
        String topic = namespace.topic(Topics.INCIDENTS);
        // Once one offset is there, partitions without one have no records behind us: they are read from their
        // beginning.
        if (startFrom.position() == StartFrom.Position.EARLIEST
                || broker.committed(group).keySet().stream()
                        .anyMatch(partition -> partition.topic().equals(topic))) {
            return;
        }
        List<TopicPartition> intake = IntStream.range(0, installation.partitions())
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        boolean committed = broker.commit(group, positions(intake, startFrom.back()));
        LOG.atInfo()
                .addKeyValue("group", group)
                .addKeyValue("startFrom", startFrom.position())
                .addKeyValue("committed", committed)
                .log("first start");
    }

    private Map<TopicPartition, OffsetAndMetadata> positions(List<TopicPartition> intake, @Nullable Duration back) {
        // The ends first: what arrives in between is behind them and is read.
        Map<TopicPartition, Long> ends = broker.offsets(intake, OffsetSpec.latest());
        Map<TopicPartition, Long> since = back == null
                ? Map.of()
                : broker.offsets(
                        intake,
                        OffsetSpec.forTimestamp(clock.instant().minus(back).toEpochMilli()));
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        ends.forEach((partition, end) -> {
            long found = since.getOrDefault(partition, -1L);
            positions.put(partition, new OffsetAndMetadata(found < 0 ? end : found));
        });
        return positions;
    }
}
