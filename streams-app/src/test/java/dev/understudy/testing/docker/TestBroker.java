package dev.understudy.testing.docker;

import dev.understudy.sandbox.broker.BrokerLauncher;
import dev.understudy.sandbox.broker.SandboxBroker;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Where the brokers of tests run that do not kill them, by the system property {@code test.broker}: {@code embedded}, in
 * this process; {@code container}, by Testcontainers, or the test fails; {@code auto}, in a container when a Docker engine
 * answers and has the image already, else in this process. Says at the end of the run where they ran. The sandbox and JUnit
 * find it as a service.
 */
public final class TestBroker implements BrokerLauncher, TestExecutionListener {
    /** Testcontainers asks for an API that older engines do not have, unless told. */
    private static final String API_VERSION = "api.version";

    private static final Map<String, Integer> RAN = new TreeMap<>();

    private final Choice choice = Choice.of(System.getProperty("test.broker", "embedded"));
    private final String image = System.getProperty("test.broker.image", "apache/kafka:" + AppInfoParser.getVersion());

    /** The values of the switch. */
    enum Choice {
        AUTO,
        EMBEDDED,
        CONTAINER;

        static Choice of(String text) {
            for (Choice choice : values()) {
                if (choice.name().equalsIgnoreCase(text)) {
                    return choice;
                }
            }
            throw new IllegalArgumentException("test.broker is '" + text + "'; expected auto, embedded or container");
        }
    }

    @Override
    public Optional<SandboxBroker> start(Map<String, String> settings) {
        if (choice == Choice.EMBEDDED) {
            count("in this process, as -Dtest.broker=embedded asks");
            return Optional.empty();
        }
        DockerEngine.Answer engine = DockerEngine.here().ask(image);
        if (choice == Choice.AUTO && !engine.hasImage()) {
            count("in this process, because " + engine.refusal());
            return Optional.empty();
        }
        if (!engine.apiVersion().isEmpty() && System.getProperty(API_VERSION) == null) {
            System.setProperty(API_VERSION, engine.apiVersion());
        }
        long before = System.nanoTime();
        SandboxBroker broker = ContainerBroker.start(image, settings);
        System.out.printf("a broker in a container after %d ms%n", (System.nanoTime() - before) / 1_000_000);
        count("in a container of " + image + ", by Testcontainers");
        return Optional.of(broker);
    }

    private static synchronized void count(String where) {
        RAN.merge(where, 1, Integer::sum);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        synchronized (TestBroker.class) {
            RAN.forEach((where, count) -> System.out.printf("Brokers that no test kills: %d ran %s%n", count, where));
        }
    }
}
