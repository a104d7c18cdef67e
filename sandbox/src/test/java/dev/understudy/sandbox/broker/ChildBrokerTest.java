package dev.understudy.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildBrokerTest {

    @Test
    void shouldKeepItsRecordsWhenItIsKilledAndStoppedAndStartedAgain() {
        try (ChildBroker broker = ChildBroker.start()) {
            broker.createTopic("greetings", 1);
            Records.writeInTransaction(broker, "greetings", "hello");
            String address = broker.bootstrapServers();
            long pid = broker.pid();

            broker.kill();
            assertThat(broker.isRunning()).isFalse();
            assertThat(ProcessHandle.of(pid)).isEmpty();
            broker.restart();

            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(Records.read(broker, "greetings", 1)).containsExactly("hello");

            broker.stop();
            broker.restart();

            Records.writeInTransaction(broker, "greetings", "again");
            assertThat(Records.read(broker, "greetings", 2)).containsExactly("hello", "again");
        }
    }

    @Test
    void shouldFinishCommittedTransactionsWhenItIsKilledRightAfterTheCommit() {
        try (ChildBroker broker = ChildBroker.start()) {
            List<String> topics = IntStream.range(0, 6).mapToObj(i -> "t" + i).toList();
            topics.forEach(topic -> broker.createTopic(topic, 1));

            topics.parallelStream().forEach(topic -> Records.writeInTransaction(broker, topic, "hello"));
            broker.kill();
            broker.restart();

            assertThat(topics).allSatisfy(topic -> assertThat(Records.read(broker, topic, 1))
                    .containsExactly("hello"));
        }
    }

    @Test
    void shouldDieWhenItsParentIsKilled(@TempDir Path directory) throws IOException {
        Path pidFile = directory.resolve("pid");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        BrokerParent.class.getName(),
                        pidFile.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process parent = builder.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pidFile) || !parent.isAlive());
        long child = Long.parseLong(Files.readString(pidFile));
        assertThat(ProcessHandle.of(child)).isPresent();

        parent.destroyForcibly();

        await().until(() -> ProcessHandle.of(child).isEmpty());
    }

    /** A process that owns a broker and waits to be killed. */
    static final class BrokerParent {

        private BrokerParent() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            try (ChildBroker broker = ChildBroker.start()) {
                Path target = Path.of(args[0]);
                Path draft = Files.writeString(target.resolveSibling("draft"), Long.toString(broker.pid()));
                Files.move(draft, target);
                Thread.currentThread().join();
            }
        }
    }
}
