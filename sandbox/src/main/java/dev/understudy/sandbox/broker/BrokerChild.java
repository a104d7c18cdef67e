package dev.understudy.sandbox.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaRaftServer;

/**
 * The main class of a broker that runs as a child process: serves until SIGTERM, or until its standard input ends, which
 * happens when the parent process dies in whatever way.
 */
public final class BrokerChild {

    private BrokerChild() {}

    /** Takes the settings file and the file to create once clients are served. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread watchdog = new Thread(BrokerChild::exitWithParent, "parent-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        KafkaRaftServer server = EmbeddedBroker.run(Path.of(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        Files.createFile(Path.of(args[1]));
        server.awaitShutdown();
    }

    private static void exitWithParent() {
        try {
            // The parent never writes; only the end of the stream matters.
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            Runtime.getRuntime().halt(2);
        }
        Runtime.getRuntime().halt(2);
    }
}
