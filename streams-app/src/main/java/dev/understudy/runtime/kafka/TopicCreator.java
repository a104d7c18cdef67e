package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics that are missing. Doing it again does nothing; existing topics are reported, never altered. */
public final class TopicCreator {
    /** Partition count of a new installation. */
    public static final int DEFAULT_PARTITIONS = 12;

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);

    private final Broker broker;
    private final Request request;

    /**
     * What to create.
     *
     * @param partitions partition count; empty takes that of the existing topics, or the default
     * @param replicationFactor empty takes the broker's own
     * @param dryRun only say what would be done
     */
    public record Request(Optional<Integer> partitions, Optional<Short> replicationFactor, boolean dryRun) {
        /** What is missing, with the product's partition count and the cluster's replication factor. */
        public static final Request DEFAULTS = new Request(Optional.empty(), Optional.empty(), false);
    }

    /** A creator; the broker stays the caller's to close. */
    public TopicCreator(Broker broker, Request request) {
        this.broker = broker;
        this.request = request;
    }

    /**
     * Creates what is missing.
     *
     * @throws StartupException when the partition counts would differ, or the broker refuses
     */
    public List<TopicReport> create(UnderstudyConfig config) {
        return create(config, Namespace.STANDARD);
    }

    /** The same under the names of a namespace. */
    public List<TopicReport> create(UnderstudyConfig config, Namespace namespace) {
        List<TopicSettings> wanted = TopicSettings.of(config, namespace);
        int partitions = PartitionCount.common(broker.partitions(namespace), request.partitions())
                .orElse(DEFAULT_PARTITIONS);
        Map<String, Integer> existing =
                broker.partitions(wanted.stream().map(TopicSettings::name).toList());
        PartitionCount.checkOwn(wanted, existing);
        Map<String, Map<String, String>> settings = broker.settings(wanted.stream()
                .map(TopicSettings::name)
                .filter(existing::containsKey)
                .toList());
        List<TopicReport> reports = new ArrayList<>();
        for (TopicSettings topic : wanted) {
            Map<String, String> inForce = settings.get(topic.name());
            reports.add(
                    inForce == null
                            ? create(topic, topic.partitions(partitions))
                            : new TopicReport(
                                    topic.name(),
                                    TopicReport.Result.EXISTS,
                                    topic.partitions(partitions),
                                    differences(topic, inForce)));
        }
        if (!request.dryRun()) {
            awaitVisible(wanted.stream().map(TopicSettings::name).toList());
        }
        return reports;
    }

    /** A broker answers before all of the cluster knows a new topic; whoever starts next must find it. */
    private void awaitVisible(List<String> topics) {
        long end = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!broker.partitions(topics).keySet().containsAll(topics)) {
            if (System.nanoTime() > end) {
                throw new StartupException(
                        "topics: created, but not all are visible within " + VISIBLE_WITHIN.toSeconds()
                                + " s; look at the broker's log, then run: understudy topics create");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private TopicReport create(TopicSettings topic, int partitions) {
        if (request.dryRun()) {
            return new TopicReport(topic.name(), TopicReport.Result.WOULD_BE_CREATED, partitions, List.of());
        }
        boolean created = broker.create(new NewTopic(topic.name(), Optional.of(partitions), request.replicationFactor())
                .configs(topic.settings()));
        return new TopicReport(
                topic.name(), created ? TopicReport.Result.CREATED : TopicReport.Result.EXISTS, partitions, List.of());
    }

    private static List<String> differences(TopicSettings topic, Map<String, String> inForce) {
        List<String> differences = new ArrayList<>();
        for (String name : new TreeSet<>(topic.settings().keySet())) {
            String wanted = topic.settings().getOrDefault(name, "");
            String found = inForce.getOrDefault(name, "");
            boolean enough = name.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                    && Long.parseLong(found) >= Long.parseLong(wanted);
            if (!enough && !found.isEmpty() && !found.equals(wanted)) {
                differences.add(name + " is " + found + ", recommended is " + wanted);
            }
        }
        return differences;
    }
}
