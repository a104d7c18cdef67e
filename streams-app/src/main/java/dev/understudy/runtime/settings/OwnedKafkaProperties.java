package dev.understudy.runtime.settings;

import dev.understudy.config.ConfigException;
import java.util.List;
import java.util.Map;

/** The Kafka properties that the guarantees rest on. A configuration that sets one of them is refused with the reason. */
final class OwnedKafkaProperties {
    private static final String SERDES = "records are bytes to Kafka; their format is fixed by the contracts";
    private static final String IDENTITY = "it is made from the role and instance-id";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("application.id", "it names state, groups and transactions, and is made from the role"),
            Map.entry("group.id", IDENTITY),
            Map.entry("group.instance.id", IDENTITY + "; set instance-id instead"),
            Map.entry("client.id", IDENTITY),
            Map.entry("transactional.id", IDENTITY),
            Map.entry("processing.guarantee", "every answer is written exactly once"),
            Map.entry("isolation.level", "only committed records may be seen"),
            Map.entry("enable.auto.commit", "offsets are committed in transactions"),
            Map.entry("enable.idempotence", "writes are idempotent"),
            Map.entry("acks", "writes wait for all in-sync replicas"),
            Map.entry("default.key.serde", SERDES),
            Map.entry("default.value.serde", SERDES),
            Map.entry("key.serializer", SERDES),
            Map.entry("value.serializer", SERDES),
            Map.entry("key.deserializer", SERDES),
            Map.entry("value.deserializer", SERDES),
            Map.entry("partitioner.class", "a key keeps its partition on its way"),
            Map.entry("partition.assignment.strategy", "Kafka Streams assigns its tasks itself"),
            Map.entry("group.protocol", "static membership and leaving on shutdown need the classic protocol"),
            Map.entry("state.dir", "set state-dir instead"),
            Map.entry("auto.offset.reset", "set start-from instead"),
            Map.entry("topology.optimization", "it would rename internal topics"),
            Map.entry("ensure.explicit.internal.resource.naming", "internal topics keep their names over versions"));

    private static final List<String> PREFIXES =
            List.of("consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "producer.", "admin.");

    private OwnedKafkaProperties() {}

    /** Each of them, without a prefix, and why it cannot be set. */
    static Map<String, String> reasons() {
        return REASONS;
    }

    /** Refuses the first of these properties that is not theirs to set. */
    static void refuseIn(Map<String, String> kafka) {
        for (String property : kafka.keySet()) {
            String reason = REASONS.get(withoutPrefix(property));
            if (reason != null) {
                throw new ConfigException("kafka." + property, "cannot be set: " + reason + "; remove the line");
            }
        }
    }

    private static String withoutPrefix(String property) {
        return PREFIXES.stream()
                .filter(property::startsWith)
                .findFirst()
                .map(prefix -> property.substring(prefix.length()))
                .orElse(property);
    }
}
