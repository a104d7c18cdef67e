package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The questions that we ask a Kafka cluster, each with a bounded wait and an answer in one line when it fails. */
public final class Broker implements AutoCloseable {
    private final Admin admin;
    private final String address;
    private final Duration wait;

    private Broker(Admin admin, String address, Duration wait) {
        this.admin = admin;
        this.address = address;
        this.wait = wait;
    }

    /**
     * Connects to the configured cluster.
     *
     * @param wait longest wait for one answer
     * @throws StartupException when the configuration holds no usable address or security setting
     */
    public static Broker connect(UnderstudyConfig config, Duration wait) {
        String address = config.kafka().getOrDefault("bootstrap.servers", "");
        Map<String, Object> properties = ClientSettings.admin(config);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(wait.toMillis()));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(Math.min(5_000, wait.toMillis())));
        try {
            return new Broker(Admin.create(properties), address, wait);
        } catch (KafkaException e) {
            throw new StartupException(
                    "kafka: no client for " + address + " (" + rootMessage(e) + "); mend the kafka settings", e);
        }
    }

    /** The partition count of each of our topics that the cluster has, those of forgotten providers included. */
    public Map<String, Integer> partitions() {
        return partitions(Namespace.STANDARD);
    }

    /** The same of the topics of a namespace. */
    Map<String, Integer> partitions(Namespace namespace) {
        return partitions(topicNames().stream()
                .filter(name -> namespace.logical(name).filter(Broker::isOurs).isPresent())
                .toList());
    }

    private static boolean isOurs(String logical) {
        return Topics.all(List.of()).contains(logical)
                || logical.equals(Topics.ENRICHED_JSON)
                || logical.startsWith(Topics.RETRY_PREFIX);
    }

    /** The names of all topics that there are and that we may see. */
    Set<String> topicNames() {
        return answer(admin.listTopics().names(), "list topics");
    }

    /** The partition count of each of these topics that the cluster has. */
    Map<String, Integer> partitions(Collection<String> topics) {
        Map<String, Integer> partitions = new TreeMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((name, description) -> {
            TopicDescription found = existing(description, "describe topic " + name);
            if (found != null) {
                partitions.put(name, found.partitions().size());
            }
        });
        return partitions;
    }

    /**
     * The partition count of a topic.
     *
     * @throws StartupException when it is missing
     */
    public int partitionsOf(String topic) {
        TopicDescription found = existing(
                Objects.requireNonNull(
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic)),
                "describe topic " + topic);
        if (found == null) {
            throw new StartupException(
                    "topics: " + topic + " is missing on " + address + "; run: understudy topics create");
        }
        return found.partitions().size();
    }

    private @Nullable TopicDescription existing(KafkaFuture<TopicDescription> description, String question) {
        try {
            return answer(description, question);
        } catch (StartupException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    /** The settings in force of each of these topics. */
    public Map<String, Map<String, String>> settings(Collection<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Map<String, String>> settings = new HashMap<>();
        answer(admin.describeConfigs(resources).all(), "read topic settings")
                .forEach((resource, config) -> settings.put(resource.name(), values(config)));
        return settings;
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        config.entries().forEach(entry -> {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        });
        return values;
    }

    /** The committed offsets of a group, by partition; none when there is no such group. */
    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "read offsets of " + group)
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset);
                    }
                });
        return committed;
    }

    /** The offset that a group goes on from, by partition; none when there is no such group. */
    public Map<TopicPartition, Long> positions(String group) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        committed(group).forEach((partition, committed) -> positions.put(partition, committed.offset()));
        return positions;
    }

    /** The offset of each partition that a specification finds; -1 where it finds none. */
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec specification) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, specification));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listOffsets(question).all(), "list offsets")
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** Commits offsets of a group; false when the group has members, whose offsets are theirs to commit. */
    boolean commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            answer(admin.alterConsumerGroupOffsets(group, offsets).all(), "set offsets of " + group);
            return true;
        } catch (StartupException e) {
            if (e.getCause() instanceof UnknownMemberIdException || e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw e;
        }
    }

    /** Creates a topic; false when someone else was faster. */
    boolean create(NewTopic topic) {
        try {
            answer(admin.createTopics(List.of(topic)).all(), "create topic " + topic.name());
            return true;
        } catch (StartupException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /** For what only one class asks; the client stays the broker's. */
    Admin admin() {
        return admin;
    }

    /**
     * The answer to a question that was put.
     *
     * @throws StartupException when there is none in time, or it is a refusal; its cause is Kafka's
     */
    <T> T answer(KafkaFuture<T> future, String question) {
        try {
            return future.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException(problem(cause, question), cause);
        } catch (TimeoutException e) {
            throw new StartupException(unreachable(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while waiting for " + address, e);
        }
    }

    private String problem(Throwable cause, String question) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unreachable();
        }
        if (cause instanceof AuthenticationException) {
            return "kafka: " + address + " refused our credentials (" + cause.getMessage()
                    + "); mend the security settings under kafka";
        }
        if (cause instanceof AuthorizationException) {
            return "kafka: not allowed to " + question + " on " + address + " (" + cause.getMessage()
                    + "); grant this user the prefixes incidents and understudy-";
        }
        return "kafka: could not " + question + " on " + address + " (" + rootMessage(cause) + ")";
    }

    private String unreachable() {
        return "kafka.bootstrap.servers: no broker answered at " + address + " within " + wait.toSeconds()
                + " s; start it, or mend the address";
    }

    private static String rootMessage(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
