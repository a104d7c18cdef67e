package dev.understudy.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sandbox.http.PortTakenException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldServeTransactionsAndGroups() {
        broker.createTopic("greetings", 3);

        Records.writeInTransaction(broker, "greetings", "hello", "world");

        assertThat(Records.read(broker, "greetings", 2)).containsExactlyInAnyOrder("hello", "world");
    }

    @Test
    void shouldNotCreateTopicsWhenSomebodyAsksForThem() {
        try (Admin admin = broker.admin()) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("surprise"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void shouldSayWhichPortIsTakenWhenItCannotListen(@TempDir Path directory) {
        int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));

        assertThatThrownBy(() -> EmbeddedBroker.start(port, directory, Map.of()))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("port " + port + " (broker)");
    }
}
