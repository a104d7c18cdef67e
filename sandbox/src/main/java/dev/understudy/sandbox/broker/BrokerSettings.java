package dev.understudy.sandbox.broker;

import dev.understudy.sandbox.http.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The settings of a broker that is small and quick, and yet behaves as a production broker does: no topic appears by itself,
 * and transactions work.
 */
final class BrokerSettings {

    private static final String CLUSTER_ID = "understudy-sandbox-000";
    private static final String FILE = "server.properties";
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private BrokerSettings() {}

    /** Writes the settings and formats the log directory, unless the data directory holds them already. */
    static Path prepare(Path dataDirectory, int port, Map<String, String> overrides) throws Exception {
        Path logs = Files.createDirectories(dataDirectory.resolve("logs"));
        Properties properties = place(port, logs);
        properties.putAll(behaviour());
        properties.putAll(overrides);
        Path file = dataDirectory.resolve(FILE);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        if (!Files.exists(logs.resolve("meta.properties"))) {
            try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
                new Formatter()
                        .setPrintStream(nowhere)
                        .setNodeId(1)
                        .setClusterId(CLUSTER_ID)
                        .addDirectory(logs.toString())
                        .setMetadataLogDirectory(logs.toString())
                        .setControllerListenerName("CONTROLLER")
                        .setReleaseVersion(MetadataVersion.latestProduction())
                        .run();
            }
        }
        return file;
    }

    static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static Properties place(int port, Path logs) {
        int controllerPort = Ports.free();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@localhost:" + controllerPort,
                "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://localhost:" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "PLAINTEXT",
                "log.dirs", logs.toString()));
        return properties;
    }

    /** All but where it listens and keeps its files. */
    static Map<String, String> behaviour() {
        Map<String, String> properties = new HashMap<>();
        properties.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        // The only broker gains nothing from being fenced when the machine is busy; StaleSession sees to restarts.
        properties.putAll(Map.of(
                "broker.session.timeout.ms", "60000",
                "broker.heartbeat.interval.ms", "200",
                "message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
                "replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
                "socket.request.max.bytes", Integer.toString(8 * MAX_MESSAGE_BYTES),
                "num.network.threads", "2",
                "num.io.threads", "4",
                "num.recovery.threads.per.data.dir", "1",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", Integer.toString(MAX_MESSAGE_BYTES)));
        return properties;
    }
}
