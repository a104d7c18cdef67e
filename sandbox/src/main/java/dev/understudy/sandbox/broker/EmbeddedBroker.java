package dev.understudy.sandbox.broker;

import dev.understudy.sandbox.http.PortTakenException;
import dev.understudy.sandbox.http.Ports;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A broker inside of this process: the quickest to start, but nothing that a test can kill. */
public final class EmbeddedBroker implements SandboxBroker {

    private final int port;
    private final BrokerDirectory directory;
    private final KafkaRaftServer server;

    private EmbeddedBroker(int port, BrokerDirectory directory, KafkaRaftServer server) {
        this.port = port;
        this.directory = directory;
        this.server = server;
    }

    /** Starts on a free port and in a directory of its own. */
    public static EmbeddedBroker start() {
        return start(0, BrokerDirectory.temporary(), Map.of());
    }

    /** Starts on a port (0: any free one) and in a directory that stays; settings override the sandbox's own. */
    public static EmbeddedBroker start(int port, Path dataDirectory, Map<String, String> settings) {
        return start(port, BrokerDirectory.kept(dataDirectory), settings);
    }

    /** Starts on a port (0: any free one) and in a directory that is deleted at the end if it is temporary. */
    public static EmbeddedBroker start(int port, BrokerDirectory directory, Map<String, String> settings) {
        int chosen = Ports.orFree(port);
        if (!Ports.isFree(chosen)) {
            throw new PortTakenException("broker", chosen, new BindException());
        }
        return new EmbeddedBroker(chosen, directory, run(directory.path(), chosen, settings));
    }

    private static KafkaRaftServer run(Path path, int port, Map<String, String> settings) {
        try {
            return run(BrokerSettings.prepare(path, port, settings));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not start in " + path, e);
        }
    }

    /** Blocks until clients are served. */
    static KafkaRaftServer run(Path settingsFile) throws IOException, InterruptedException {
        Properties settings = BrokerSettings.read(settingsFile);
        StaleSession.fence(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        return server;
    }

    @Override
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        directory.close();
    }
}
