package dev.understudy.sandbox.broker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * The session that a killed broker left behind. A broker that starts while the controller still believes in it completes
 * prepared transactions without writing their markers, once the session times out and its partitions lose their leader
 * (KAFKA-20734): committed records would stay invisible for good. So the controller runs alone first, until it has fenced
 * the dead broker.
 */
final class StaleSession {

    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";
    private static final String METADATA = "__cluster_metadata-0";
    private static final String SESSION_MILLIS = "300";
    private static final String HEARTBEAT_MILLIS = "100";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 10;

    private StaleSession() {}

    /** Does nothing after an orderly shutdown and before the very first start. */
    static void fence(Properties settings) throws IOException, InterruptedException {
        Path logs = Path.of(settings.getProperty("log.dirs"));
        if (Files.exists(logs.resolve(CLEAN_SHUTDOWN)) || !Files.exists(logs.resolve(METADATA))) {
            return;
        }
        KafkaRaftServer controller =
                new KafkaRaftServer(KafkaConfig.fromProps(controllerOnly(settings), false), Time.SYSTEM);
        try {
            controller.startup();
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (!isFenced()) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException("the controller did not fence the broker that was killed");
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static Properties controllerOnly(Properties settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.remove("advertised.listeners");
        properties.remove("inter.broker.listener.name");
        properties.put("process.roles", "controller");
        properties.put("listeners", settings.getProperty("listeners").replaceAll(".*,", ""));
        properties.put("broker.session.timeout.ms", SESSION_MILLIS);
        properties.put("broker.heartbeat.interval.ms", HEARTBEAT_MILLIS);
        return properties;
    }

    private static boolean isFenced() {
        return metric("ActiveControllerCount") == 1
                && metric("ActiveBrokerCount") == 0
                && metric("FencedBrokerCount") > 0;
    }

    private static int metric(String name) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName bean = new ObjectName("kafka.controller:type=KafkaController,name=" + name);
            return ((Number) beans.getAttribute(bean, "Value")).intValue();
        } catch (JMException e) {
            return -1; // not there yet
        }
    }
}
