package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses to start on a cluster on which the guarantees would not hold, and says how to mend it. */
public final class StartupChecks {
    private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);

    private final Broker broker;

    /** Checks on a cluster; the broker stays the caller's to close. */
    public StartupChecks(Broker broker) {
        this.broker = broker;
    }

    /**
     * Checks that the broker answers, that every topic of the namespace is there with one partition count, and that what
     * we write fits.
     *
     * @throws StartupException at the first check that fails
     */
    public Installation run(UnderstudyConfig config, Namespace namespace) {
        Map<String, Integer> existing = broker.partitions(namespace);
        List<TopicSettings> wanted = TopicSettings.of(config, namespace);
        List<String> needed = wanted.stream().map(TopicSettings::name).toList();
        Map<String, Integer> found = broker.partitions(needed);
        List<String> missing =
                needed.stream().filter(name -> !found.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new StartupException("topics: " + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are")
                    + " missing on " + config.kafka().get("bootstrap.servers") + "; run: understudy topics create");
        }
        int partitions = PartitionCount.common(existing, Optional.empty())
                .orElseThrow(() -> new StartupException("topics: there are none; run: understudy topics create"));
        PartitionCount.checkOwn(wanted, found);
        checkSizes(
                needed.stream()
                        .filter(name -> !name.equals(namespace.topic(Topics.INCIDENTS)))
                        .toList(),
                config.maxRecordBytes());
        return new Installation(partitions, existing.keySet(), namespace);
    }

    /** But for the intake: what others write there is theirs to fit. */
    private void checkSizes(List<String> topics, int maxRecordBytes) {
        Map<String, Map<String, String>> settings;
        try {
            settings = broker.settings(topics);
        } catch (StartupException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            LOG.atWarn().log("topic settings cannot be checked: this user may not describe them");
            return;
        }
        settings.forEach((topic, values) -> {
            String allowed = values.getOrDefault(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "");
            if (!allowed.isEmpty() && Long.parseLong(allowed) < maxRecordBytes) {
                throw new StartupException("topics: " + topic + " takes records up to " + allowed
                        + " bytes, but we write up to " + maxRecordBytes + "; raise its max.message.bytes with "
                        + "kafka-configs --alter, or lower kafka.max.request.size");
            }
        });
    }
}
