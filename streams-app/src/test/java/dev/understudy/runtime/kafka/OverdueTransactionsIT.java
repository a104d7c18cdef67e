package dev.understudy.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.Installation;
import dev.understudy.testing.Remains;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverdueTransactionsIT {
    private static final String TIMEOUT = "2000";
    /** By itself the broker would look after 10 s, and end the transaction 60 s after its begin. */
    private static final Duration SOON = Duration.ofSeconds(6);

    @Test
    void shouldEndOurTransactionsAfterTheirTimeoutAndNobodyElses(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            Installation installation = Installation.create(
                    sandbox,
                    folder,
                    1,
                    TwoProviders.SETTINGS
                            .replace("${lead}", "http://localhost:1")
                            .replace("${stand-in}", "http://localhost:1"));
            UnderstudyConfig config = installation
                    .withKafka("producer.transaction.timeout.ms", TIMEOUT)
                    .config();
            Remains remains = new Remains(sandbox.broker());
            try (KafkaProducer<byte[], byte[]> dead = open(sandbox, "understudy-fallback-dead-1");
                    KafkaProducer<byte[], byte[]> foreign = open(sandbox, "someone-else");
                    OverdueTransactions overdue = OverdueTransactions.start(config, Namespace.STANDARD)) {
                assertThat(overdue).isNotNull();
                assertThat(remains.openTransactions()).hasSize(2);

                Awaitility.await()
                        .atMost(SOON)
                        .until(() -> remains.openTransactions().size() == 1);

                assertThat(remains.openTransactions())
                        .singleElement()
                        .asString()
                        .contains("someone-else");
                foreign.commitTransaction();
                dead.close(Duration.ZERO);
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> open(Sandbox sandbox, String id) throws Exception {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        sandbox.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        id,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.ATTEMPTS, new byte[] {1})).get();
        return producer;
    }
}
