package dev.understudy.runtime.kafka;

import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics that are missing. Doing it again does nothing; existing topics are reported, never altered. */
public final class TopicCreator {
    /** Partition count of a new installation. */
    public static final int DEFAULT_PARTITIONS = 12;

    /** Settings of which more is good too. */
    private static final Set<String> AT_LEAST =
            Set.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);

    private final Broker broker;
    private final Request request;

    /**
     * What to create.
     *
     * @param partitions partition count; empty takes that of the existing topics, or the default
     * @param replicationFactor empty takes the broker's own
     * @param dryRun only say what would be done
     * @param minInsyncReplicas copies that must have a record before it counts as written; empty takes the broker's own
     */
    public record Request(
            Optional<Integer> partitions,
            Optional<Short> replicationFactor,
            boolean dryRun,
            Optional<Integer> minInsyncReplicas) {
        /** What is missing, with the product's partition count and the cluster's replication factor. */
        public static final Request DEFAULTS = new Request(Optional.empty(), Optional.empty(), false);

        /** Refuses what no broker could ever acknowledge. */
        public Request {
            int copies = replicationFactor.map(Short::intValue).orElse(0);
            minInsyncReplicas.filter(least -> least < 1 || least > copies).ifPresent(least -> {
                throw new StartupException("topics: --min-insync-replicas is " + least + ", but must be between 1 and "
                        + "--replication-factor" + (copies == 0 ? ", which is not given" : " (" + copies + ")")
                        + "; with 3 copies, take 2");
            });
        }

        /** The same with as many replicas in sync as the broker is configured with. */
        public Request(Optional<Integer> partitions, Optional<Short> replicationFactor, boolean dryRun) {
            this(partitions, replicationFactor, dryRun, Optional.empty());
        }
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
        List<TopicSettings> wanted = TopicSettings.of(config);
        int partitions =
                PartitionCount.common(broker.partitions(), request.partitions()).orElse(DEFAULT_PARTITIONS);
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
                .configs(settings(topic)));
        return new TopicReport(
                topic.name(), created ? TopicReport.Result.CREATED : TopicReport.Result.EXISTS, partitions, List.of());
    }

    private SortedMap<String, String> settings(TopicSettings topic) {
        SortedMap<String, String> settings = new TreeMap<>(topic.settings());
        request.minInsyncReplicas()
                .ifPresent(least -> settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(least)));
        return settings;
    }

    private List<String> differences(TopicSettings topic, Map<String, String> inForce) {
        List<String> differences = new ArrayList<>();
        settings(topic).forEach((name, wanted) -> {
            String found = inForce.getOrDefault(name, "");
            boolean enough = AT_LEAST.contains(name) && Long.parseLong(found) >= Long.parseLong(wanted);
            if (!enough && !found.isEmpty() && !found.equals(wanted)) {
                differences.add(name + " is " + found + ", recommended is " + wanted);
            }
        });
        return differences;
    }
}
