package dev.understudy.sandbox.broker;

import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A running single-node Kafka cluster. */
public interface SandboxBroker extends AutoCloseable {

    /** What clients connect to. */
    String bootstrapServers();

    /** Stops the broker and deletes what it wrote, unless the data directory was given by the user. */
    @Override
    void close();

    /** Creates a topic, and waits until it is there. */
    default void createTopic(String name, int partitions) {
        createTopics(Set.of(new NewTopic(name, partitions, (short) 1)));
    }

    /** Creates topics, and waits until they are there. */
    default void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot create topics " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were created", e);
        }
    }

    /** A new admin client, owned by the caller. */
    default Admin admin() {
        Properties properties = new Properties();
        properties.putAll(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
        return Admin.create(properties);
    }
}
