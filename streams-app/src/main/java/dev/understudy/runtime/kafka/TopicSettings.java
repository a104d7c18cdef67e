package dev.understudy.runtime.kafka;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as we want it.
 *
 * @param settings Kafka's topic settings, by name
 */
public record TopicSettings(String name, Map<String, String> settings) {

    public TopicSettings {
        settings = Map.copyOf(settings);
    }

    /** The topics that an installation with this configuration needs. */
    public static List<TopicSettings> of(UnderstudyConfig config) {
        return Topics.all(config.providers().keySet()).stream()
                .map(name -> of(name, config))
                .toList();
    }

    private static TopicSettings of(String name, UnderstudyConfig config) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        settings.put(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention(name, config).toMillis()));
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(config.maxRecordBytes()));
        return new TopicSettings(name, settings);
    }

    private static Duration retention(String name, UnderstudyConfig config) {
        return switch (name) {
            case Topics.INCIDENTS -> Duration.ofDays(7);
            case Topics.ENRICHED, Topics.DEAD_LETTER -> Duration.ofDays(30);
            case Topics.ANSWERS -> config.reuse().lastGood().plusDays(2);
            case Topics.ATTEMPTS -> Duration.ofDays(90);
            // Retry topics and resolved marks must outlive the last request that may need them, and a day of standing
            // still.
            default -> config.expires().plusDays(2);
        };
    }
}
