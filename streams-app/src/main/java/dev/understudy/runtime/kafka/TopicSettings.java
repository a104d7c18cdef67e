package dev.understudy.runtime.kafka;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as we want it.
 *
 * @param settings Kafka's topic settings, by name
 * @param ownPartitions its partition count when it is not the common one
 */
public record TopicSettings(String name, Map<String, String> settings, Optional<Integer> ownPartitions) {

    public TopicSettings {
        settings = Map.copyOf(settings);
    }

    /** The topics that an installation with this configuration needs. */
    public static List<TopicSettings> of(UnderstudyConfig config) {
        List<TopicSettings> topics = new ArrayList<>();
        Topics.all(config.providers().keySet()).forEach(name -> topics.add(of(name, config, Optional.empty())));
        if (config.output().json()) {
            topics.add(of(Topics.ENRICHED_JSON, config, Optional.empty()));
        }
        if (config.hasBudgets()) {
            // Leases are granted in the order of one log.
            topics.add(of(Topics.BUDGETS, config, Optional.of(1)));
        }
        return List.copyOf(topics);
    }

    /** Its partition count, given the common one. */
    int partitions(int common) {
        return ownPartitions.orElse(common);
    }

    private static TopicSettings of(String name, UnderstudyConfig config, Optional<Integer> ownPartitions) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        Duration retention = retention(name, config);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        settings.put(
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment(retention).toMillis()));
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(config.maxRecordBytes()));
        return new TopicSettings(name, settings, ownPartitions);
    }

    /**
     * Kafka deletes whole segments, and not the one that it writes to: with its week for each, what is kept for three days
     * would stay for ten where little comes in.
     */
    private static Duration segment(Duration retention) {
        Duration seventh = retention.dividedBy(7);
        return seventh.compareTo(Duration.ofDays(1)) < 0
                ? Duration.ofDays(1)
                : seventh.compareTo(Duration.ofDays(7)) > 0 ? Duration.ofDays(7) : seventh;
    }

    private static Duration retention(String name, UnderstudyConfig config) {
        return switch (name) {
            case Topics.INCIDENTS -> Duration.ofDays(7);
            case Topics.ENRICHED, Topics.ENRICHED_JSON, Topics.DEAD_LETTER -> Duration.ofDays(30);
            case Topics.ANSWERS -> config.reuse().lastGood().plusDays(2);
            case Topics.BUDGETS -> Duration.ofDays(3);
            case Topics.ATTEMPTS -> Duration.ofDays(90);
            // Retry topics and resolved marks must outlive the last request that may need them, and a day of standing
            // still.
            default -> config.expires().plusDays(2);
        };
    }
}
